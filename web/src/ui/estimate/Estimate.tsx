import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import css from './Estimate.module.css';
import type { Figure } from './figure';
import type { Measure } from './measure';
import { ShortfallWords } from './ShortfallWords';

type EstimateProps = {
  figure: Figure;
  measure: Measure;
  /** What stands after the value: "in 100". */
  unit?: string;
  size?: 'big' | 'mid' | 'small';
  /** Writes the number of answers in other words: "3.90 M experiences without an answer". */
  count?: ReactNode;
  /** Definition, method, filter, records: opens on a click. */
  details?: ReactNode;
};

/** Value, interval, n: never one without the others. Below the floor, the reason instead of a number. */
export function Estimate({ figure, measure, unit, size = 'mid', count, details }: EstimateProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const { estimate } = figure;
  if (estimate === null) {
    return (
      <div className={css.estimate} data-size={size}>
        <ShortfallWords shortfall={figure.shortfall} />
      </div>
    );
  }
  return (
    <div className={css.estimate} data-size={size} data-kind={estimate.predicted === true ? 'predicted' : 'observed'}>
      <span className={css.value}>
        <span className="num">{measure.level(estimate.value)}</span>
        {unit === undefined ? null : <small>{unit}</small>}
      </span>
      <span className={css.interval}>
        {t('estimate.to', { low: measure.end(estimate.low), high: measure.end(estimate.high) })}
        <span className="sr">{t('estimate.level', { level: format.percent(estimate.level ?? 0.95) })}</span>
      </span>
      <span className={css.n}>{count ?? t('estimate.answers', { count: estimate.n })}</span>
      {details === undefined ? null : (
        <Popover width={360} position="bottom-start">
          <Popover.Target>
            <button type="button" className={css.how}>{t('estimate.how')}</button>
          </Popover.Target>
          <Popover.Dropdown aria-label={t('estimate.how')}>{details}</Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}
