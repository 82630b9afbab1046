import { useTranslation } from 'react-i18next';
import css from './Change.module.css';
import { type Figure, type Good, leavesZeroOut, verdictOf } from './figure';
import type { Measure } from './measure';
import { ShortfallWords } from './ShortfallWords';

const shapes = {
  up: 'M5 1 9.5 9h-9Z',
  down: 'M5 9 .5 1h9Z',
  none: 'M0 3h10v1.5H0zM0 6h10v1.5H0z',
};

/** Sign, shape, words and interval. Coloured only when its interval leaves 0 out; else "no clear change", in grey. */
export function Change({ change, measure, good = 'up' }: { change: Figure; measure: Measure; good?: Good }) {
  const { t } = useTranslation('ui');
  const { estimate } = change;
  if (estimate === null) return <ShortfallWords shortfall={change.shortfall} />;
  const verdict = verdictOf(estimate, good);
  const way = leavesZeroOut(estimate) ? (estimate.value > 0 ? 'up' : 'down') : 'none';
  const ends = { low: measure.change(estimate.low), high: measure.change(estimate.high) };
  return (
    <span className={css.change} data-verdict={verdict}>
      <svg viewBox="0 0 10 10" aria-hidden><path d={shapes[way]} /></svg>
      <span>
        {way === 'none' ? t('change.none') : t(`change.${way}`, { by: measure.size(estimate.value) })} <span className={css.interval}>({t('estimate.to', ends)})</span>
      </span>
    </span>
  );
}
