import { useMemo } from 'react';
import { useFormat } from '@/app/i18n/useFormat';

export type MeasureKind = 'nps' | 'share' | 'mean' | 'points' | 'count';

/** How one kind of number is written: as a level, as a change, and what stands after it. */
export type Measure = {
  /** 71, +24, 8.3, 62% */
  level: (value: number) => string;
  /** An end of the interval of a level. */
  end: (value: number) => string;
  /** −8.0, +0.4 */
  change: (value: number) => string;
  /** How much, when the words already say which way: 8.0 */
  size: (value: number) => string;
};

/**
 * nps: −100 to 100, always signed. share: 0 to 100, written as a percentage, changes in percentage points.
 * mean: on its own scale. points: a difference by nature. count: complete, without interval.
 */
export function useMeasure(kind: MeasureKind, digits?: number): Measure {
  const { number, signed, percent, count } = useFormat();
  return useMemo(() => {
    // A place on a line has no sign at zero; a difference says that there is none.
    const place = (v: number, at: number) => (Number(v.toFixed(at)) === 0 ? number(0, at) : signed(v, at));
    switch (kind) {
      case 'nps':
        return { level: (v) => place(v, digits ?? 0), end: (v) => place(v, 1), change: (v) => signed(v, 1), size: (v) => number(Math.abs(v), 1) };
      case 'share':
        return { level: (v) => percent(v / 100, digits ?? 0), end: (v) => percent(v / 100, 1), change: (v) => signed(v, 1), size: (v) => number(Math.abs(v), 1) };
      case 'points':
        return { level: (v) => signed(v, digits ?? 2), end: (v) => signed(v, digits ?? 2), change: (v) => signed(v, digits ?? 2), size: (v) => number(Math.abs(v), digits ?? 2) };
      case 'count':
        return { level: count, end: count, change: (v) => signed(v, 0), size: (v) => count(Math.abs(v)) };
      default:
        return { level: (v) => number(v, digits ?? 1), end: (v) => number(v, (digits ?? 1) + 1), change: (v) => signed(v, (digits ?? 1) + 1), size: (v) => number(Math.abs(v), (digits ?? 1) + 1) };
    }
  }, [kind, digits, number, signed, percent, count]);
}
