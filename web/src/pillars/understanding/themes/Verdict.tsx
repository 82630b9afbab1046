import { useTranslation } from 'react-i18next';
import type { Measure } from '@/ui/estimate/measure';
import css from './Themes.module.css';
import type { Theme } from './useThemes';

const shapes = { up: 'M5 1 9.5 9h-9Z', down: 'M5 9 .5 1h9Z', no_clear_change: 'M0 3h10v1.5H0zM0 6h10v1.5H0z' };

/** What may be said of a difference, in words. More of a theme is neither good nor bad by itself, so it has no colour. */
export function Verdict({ theme: { verdict, difference, texts_a, texts_b }, kind, measure, floor }: { theme: Theme; kind: 'rising' | 'apart'; measure: Measure; floor: number }) {
  const { t } = useTranslation('themes');
  if (verdict === 'not_enough' || difference === null) return <span className={css.verdict}>{t('verdict.not_enough', { have: texts_a + texts_b, need: floor })}</span>;
  return (
    <span className={css.verdict} data-clear={verdict === 'no_clear_change' ? undefined : ''}>
      <svg viewBox="0 0 10 10" aria-hidden><path d={shapes[verdict]} /></svg> {t(`verdict.${kind}.${verdict}`, { by: measure.size(difference.value) })}
    </span>
  );
}
