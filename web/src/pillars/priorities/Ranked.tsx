import { MethodLink } from '@/ui/why/MethodLink';
import { useTranslation } from 'react-i18next';
import { useRows } from '@/app/keyboard/useRows';
import type { Naming } from '@/app/view/useNaming';
import { Card } from '@/ui/layout/Card';
import { DriverTable } from './DriverTable';
import css from './Ranked.module.css';
import type { Driver, Priorities } from './usePriorities';

/** The ranked list: drivers in tiers of what fixing them would be worth; those that lower the score stand apart and are no fix. */
export function Ranked({ priorities, naming, selected, onPick }: { priorities: Priorities; naming: Naming; selected?: number; onPick: (id: number) => void }) {
  const { t } = useTranslation('priorities');
  const list = useRows<HTMLDivElement>();
  const find = (ids: readonly number[]): Driver[] => ids.flatMap((id) => priorities.drivers.filter(({ question }) => question.id === id));
  const placed = new Set(priorities.priority_tiers.flatMap(({ ids }) => ids));
  const negative = priorities.drivers.filter((driver) => driver.negative && !placed.has(driver.question.id));
  const unplaced = priorities.drivers.filter((driver) => !driver.negative && !placed.has(driver.question.id));
  const tiers = [
    ...priorities.priority_tiers.map(({ ids, clear }) => ({ rows: find(ids), clear })),
    ...(negative.length > 0 ? [{ rows: negative, clear: false, name: t('tier.negative'), why: t('tier.negativeWhy') }] : []),
    ...(unplaced.length > 0 ? [{ rows: unplaced, clear: false, name: t('tier.untold'), why: t('tier.untoldWhy') }] : []),
  ];
  return (
    <Card flush title={t('ranked.title')} lead={t('ranked.lead', { score: naming.score(priorities.outcome) })}>
      <div ref={list}>
        <DriverTable priorities={priorities} tiers={tiers} selected={selected} onPick={({ question }) => onPick(question.id)} />
      </div>
      <p className={`note ${css.foot}`}>
        {t('ranked.method', { draws: priorities.method.draws })} {t(priorities.unit === 'percentage_points' ? 'ranked.unitPoints' : priorities.outcome.metric === 'nps' ? 'ranked.unitNps' : 'ranked.unitScale', { low: priorities.outcome.scale.min, high: priorities.outcome.scale.max })}{' '}
        <MethodLink name="drivers" />
      </p>
    </Card>
  );
}
