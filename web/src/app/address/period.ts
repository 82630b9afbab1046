/** Whole days, both ends included, as YYYY-MM-DD. */
export type Period = { from: string; to: string };

const day = 86_400_000;
const at = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const text = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

export const isDay = (value: string | undefined): value is string => value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(at(value));

/** Number of days in a period, both ends counted. */
export const days = ({ from, to }: Period): number => Math.round((at(to) - at(from)) / day) + 1;

/** The period of the same length that ends the day before, or begins the day after. Whole calendar months and years move as such. */
export function shift(period: Period, step: 1 | -1): Period {
  const months = wholeMonths(period);
  if (months !== null) {
    const from = new Date(at(period.from));
    const start = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + step * months, 1);
    const moved = new Date(start);
    return { from: text(start), to: text(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + months, 0)) };
  }
  const length = days(period) * day * step;
  return { from: text(at(period.from) + length), to: text(at(period.to) + length) };
}

/** How many whole calendar months a period covers, or null when it does not begin and end with months. */
export function wholeMonths({ from, to }: Period): number | null {
  const start = new Date(at(from));
  const next = new Date(at(to) + day);
  if (start.getUTCDate() !== 1 || next.getUTCDate() !== 1) return null;
  const months = (next.getUTCFullYear() - start.getUTCFullYear()) * 12 + next.getUTCMonth() - start.getUTCMonth();
  return months > 0 ? months : null;
}

/** The last n days up to and including a day. */
export const lastDays = (to: string, n: number): Period => ({ from: text(at(to) - (n - 1) * day), to });
/** The last n calendar months up to and including a day, beginning the day after the same date n months before. */
export function lastMonths(to: string, n: number): Period {
  const end = new Date(at(to) + day);
  const start = Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - n, Math.min(end.getUTCDate(), 28));
  return { from: text(start), to };
}
