import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Estimate, Kind, Verdict } from './figure';
import css from './IntervalCell.module.css';
import { IntervalMark } from './IntervalMark';
import type { Scale } from './scale';
import { SharedScale } from './SharedScale';

type IntervalCellProps = { estimate: Pick<Estimate, 'value' | 'low' | 'high' | 'n'>; scale: Scale; kind: Kind | Verdict; zero?: boolean; write: (value: number) => string };

/** Mark and figures of one row. The figures take the same room in every row, so that zero lines up down the column. */
export function IntervalCell({ estimate, scale, kind, zero, write }: IntervalCellProps) {
  const { t } = useTranslation('ui');
  const { value, low, high } = estimate;
  return (
    <span className={css.cell}>
      <IntervalMark value={value} low={low} high={high} scale={scale} kind={kind} zero={zero} write={write} />
      <span className={css.figures} aria-hidden>
        {write(value)} <span>({t('estimate.to', { low: write(low), high: write(high) })})</span>
      </span>
    </span>
  );
}

/** The head of that column: its name, and the scale that all rows share; null where no row has a number, for there is nothing to measure then. */
export function IntervalHead({ title, scale, write, at }: { title: ReactNode; scale: Scale | null; write: (value: number) => string; at?: readonly number[] }) {
  return (
    <>
      {title}
      {scale === null ? null : (
        <span className={css.cell}>
          <SharedScale scale={scale} write={write} at={at} />
          <span />
        </span>
      )}
    </>
  );
}
