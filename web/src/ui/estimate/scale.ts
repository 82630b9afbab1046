/** The ends of a number line that several intervals share. */
export type Scale = readonly [number, number];

/** Place of a value on the line, as a percentage, held inside it. */
export const place = (value: number, [low, high]: Scale): number => Math.max(0, Math.min(1, (value - low) / (high - low))) * 100;

/** A scale that holds every interval, and zero when asked, with a little room. */
export function scaleOver(intervals: readonly { low: number; high: number }[], { zero = false } = {}): Scale {
  const ends = intervals.flatMap(({ low, high }) => [low, high]).filter(Number.isFinite);
  if (zero) ends.push(0);
  if (ends.length === 0) return [0, 1];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const room = high > low ? (high - low) * 0.06 : Math.max(Math.abs(high) * 0.1, 0.5);
  return [low - room, high + room];
}

/** A handful of round numbers inside the scale; fewer where they would be written alike. */
export function ticks(scale: Scale, about = 3, write: (value: number) => string = String): number[] {
  const [low, high] = scale;
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.75) ?? 10 * power;
  const found: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high + step * 1e-9; i++) found.push(Number((i * step).toPrecision(12)));
  return about > 1 && new Set(found.map(write)).size < found.length ? ticks(scale, about / 2, write) : found;
}
