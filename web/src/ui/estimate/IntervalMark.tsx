import { useTranslation } from 'react-i18next';
import type { Kind, Verdict } from './figure';
import css from './IntervalMark.module.css';
import { place, type Scale } from './scale';

type IntervalMarkProps = {
  value: number;
  low: number;
  high: number;
  scale: Scale;
  /** Observed, predicted, or, for a difference, what its interval says. */
  kind: Kind | Verdict;
  /** Draws the line of zero. */
  zero?: boolean;
  /** How a number is spoken. */
  write: (value: number) => string;
  /** Spoken name of the row, before the numbers. */
  label?: string;
};

/** Band and dot on a shared scale. Number lines keep their direction in every script. */
export function IntervalMark({ value, low, high, scale, kind, zero = false, write, label }: IntervalMarkProps) {
  const { t } = useTranslation('ui');
  const start = place(low, scale);
  const spoken = t('estimate.spoken', { value: write(value), low: write(low), high: write(high) });
  return (
    <span className={css.mark} data-kind={kind} role="img" aria-label={label === undefined ? spoken : `${label}: ${spoken}`}>
      {zero ? <u style={{ insetInlineStart: `${place(0, scale)}%` }} /> : null}
      <i style={{ insetInlineStart: `${start}%`, inlineSize: `${place(high, scale) - start}%` }} />
      <b style={{ insetInlineStart: `${place(value, scale)}%` }} />
    </span>
  );
}
