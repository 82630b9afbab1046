import { days, type Period, shift, wholeMonths } from '@/app/address/period';

/** How long a period is, in the largest unit that fits it whole. */
export function lengthOf(period: Period): { unit: 'year' | 'month' | 'week' | 'day'; count: number } {
  const months = wholeMonths(period) ?? monthsBetween(period);
  if (months !== null) return months % 12 === 0 ? { unit: 'year', count: months / 12 } : { unit: 'month', count: months };
  const count = days(period);
  return count % 7 === 0 ? { unit: 'week', count: count / 7 } : { unit: 'day', count };
}

/** Months from a day to the day before the same day of a later month: 6 June to 5 June is twelve. */
function monthsBetween({ from, to }: Period): number | null {
  const start = new Date(`${from}T00:00:00Z`);
  const next = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000);
  if (start.getUTCDate() !== next.getUTCDate()) return null;
  const months = (next.getUTCFullYear() - start.getUTCFullYear()) * 12 + next.getUTCMonth() - start.getUTCMonth();
  return months > 0 ? months : null;
}

/** Whether one period is the stretch of the same length right before another. */
export const isRightBefore = (before: Period, period: Period): boolean => {
  const expected = shift(period, -1);
  return before.from === expected.from && before.to === expected.to;
};

/** The same days a year earlier; 29 February becomes 28. */
export function aYearBefore({ from, to }: Period): Period {
  const back = (day: string) => `${Number(day.slice(0, 4)) - 1}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`;
  return { from: back(from), to: back(to) };
}
