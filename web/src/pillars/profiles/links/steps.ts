import { type Scale, scaleOver } from '@/ui/estimate/scale';

/** One stretch of the way from what was so before looking to what is so after it, in bits. */
export type Step = { from: number; to: number };

/** Each part of the evidence begins where the one before it ended; the sum of them all is the last end. */
export function stepsOf(prior: number, bits: readonly number[]): Step[] {
  let at = 0;
  return [prior, ...bits].map((size) => {
    const from = at;
    at += size;
    return { from, to: at };
  });
}

/** A scale that holds every step and the place where both are as likely. */
export const scaleOf = (steps: readonly Step[]): Scale => scaleOver(steps.map(({ from, to }) => ({ low: Math.min(from, to), high: Math.max(from, to) })), { zero: true });

/** Odds in words: how many times as likely the likelier is. */
export const oddsOf = (bits: number): number => 2 ** Math.abs(bits);
