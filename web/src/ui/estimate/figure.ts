/** A number that came from a sample or a model, as the server sends it. The level is 0.95 unless said. */
export type Estimate = {
  value: number;
  low: number;
  high: number;
  n: number;
  period?: { from: string; to: string } | null;
  method?: string | null;
  level?: number;
  predicted?: boolean;
  /** Whether the interval leaves 0 out: only then may a change be coloured. */
  excludes_zero?: boolean;
};

/** Why there is no number. */
export type Shortfall = { code: string; have?: number | null; need?: number | null };

/** A number or the reason for its absence: exactly one of them. */
export type Figure = { estimate: Estimate | null; shortfall: Shortfall | null };

export type Kind = 'observed' | 'predicted';
export type Verdict = 'better' | 'worse' | 'none';
/** Which way is good for this number. */
export type Good = 'up' | 'down';

export const leavesZeroOut = ({ low, high, excludes_zero }: Estimate): boolean => excludes_zero ?? (low > 0 || high < 0);

/** Better and worse are said only when the interval leaves 0 out. */
export function verdictOf(change: Estimate, good: Good = 'up'): Verdict {
  if (!leavesZeroOut(change)) return 'none';
  return change.value > 0 === (good === 'up') ? 'better' : 'worse';
}
