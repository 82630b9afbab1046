import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Driver, Priorities } from './usePriorities';
import { useFormat } from '@/app/i18n/useFormat';
import { IntervalCell, IntervalHead } from '@/ui/estimate/IntervalCell';
import { useMeasure } from '@/ui/estimate/measure';
import { scaleOver } from '@/ui/estimate/scale';
import { verdictOf } from '@/ui/estimate/figure';
import { Bar } from '@/ui/ranking/Bar';
import { type Tier, TierTable } from '@/ui/ranking/TierTable';
import css from './DriverTable.module.css';

type DriverTableProps = {
  priorities: Priorities;
  tiers: readonly (Tier<Driver> & { size?: number })[];
  last?: { label: string; cell: (driver: Driver) => ReactNode };
  selected?: number;
  onPick?: (driver: Driver) => void;
};

/** Drivers in tiers: effect of one step, whom it reaches, and the rise that follows for everyone, all on one scale. */
export function DriverTable({ priorities, tiers, last, selected, onPick }: DriverTableProps) {
  const { t } = useTranslation('priorities');
  const { percent } = useFormat();
  const points = useMeasure('points', priorities.unit === 'percentage_points' ? 1 : 2);
  const shown = tiers.flatMap(({ rows }) => rows);
  const scale = scaleOver(shown.flatMap(({ rise }) => (rise === null ? [] : [rise])), { zero: true });
  const told = tiers.map((tier) => (tier.size !== undefined && tier.size > tier.rows.length ? { ...tier, why: t('table.cut', { shown: tier.rows.length, count: tier.size }) } : tier));
  const cells = (driver: Driver): ReactNode[] => [
    onPick === undefined ? (
      <bdi key="name">{driver.question.label}</bdi>
    ) : (
      <button key="name" type="button" className={css.pick} aria-pressed={driver.question.id === selected} data-row onClick={() => onPick(driver)}><bdi>{driver.question.label}</bdi></button>
    ),
    driver.effect === null ? t('table.none') : (
      <span key="effect" className={css.effect}>{points.change(driver.effect.value)} <span className="muted">({t('table.to', { low: points.change(driver.effect.low), high: points.change(driver.effect.high) })})</span></span>
    ),
    <span key="reach" className={css.reach} title={t('table.reachOf', { n: driver.reach.count, all: driver.reach.n })}><Bar share={driver.reach.share} /> {percent(driver.reach.share, 1)}</span>,
    driver.rise === null ? t('table.none') : <IntervalCell key="rise" estimate={driver.rise} scale={scale} zero kind={verdictOf(driver.rise)} write={points.change} />,
    ...(last === undefined ? [] : [last.cell(driver)]),
  ];
  return (
    <TierTable
      caption={t('table.caption')}
      head={[
        { key: 'driver', label: t('table.driver') },
        { key: 'effect', label: t('table.effect') },
        { key: 'reach', label: t('table.reach'), className: css.narrow },
        { key: 'rise', name: t('table.rise'), label: <IntervalHead title={t('table.rise')} scale={scale} write={points.change} />, className: css.wide },
        ...(last === undefined ? [] : [{ key: 'last', label: last.label }]),
      ]}
      tiers={told}
      rowKey={({ question }) => String(question.id)}
      cells={cells}
      selected={selected === undefined ? undefined : String(selected)}
    />
  );
}
