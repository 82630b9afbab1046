/** One signal on the drawing. */
export type Stop = { id: string; at: number; lane: string; kind: 'said' | 'answered' | 'did' };
export type Placed = Stop & { x: number; y: number };

type Drawn = { lanes: { name: string; y: number }[]; stops: Placed[]; path: string };
type Room = { width: number; start: number; end: number; top: number; step: number };

/** Places signals on lanes by time, and joins them by one smooth line in the order in which they happened. */
export function drawLine(stops: readonly Stop[], { width, start, end, top, step }: Room): Drawn {
  const ordered = stops.toSorted((a, b) => a.at - b.at);
  const names = [...new Set(ordered.map(({ lane }) => lane))];
  const lanes = names.map((name, i) => ({ name, y: top + i * step }));
  const [first, last] = [ordered[0]?.at ?? 0, ordered.at(-1)?.at ?? 0];
  const place = (at: number) => (last === first ? (start + width - end) / 2 : start + ((at - first) / (last - first)) * (width - start - end));
  const placed = ordered.map((stop) => ({ ...stop, x: place(stop.at), y: lanes[names.indexOf(stop.lane)]?.y ?? top }));
  const path = placed
    .map(({ x, y }, i) => {
      const before = placed[i - 1];
      if (before === undefined) return `M${x.toFixed(1)} ${y.toFixed(1)}`;
      if (before.y === y) return `L${x.toFixed(1)} ${y.toFixed(1)}`;
      const middle = ((before.x + x) / 2).toFixed(1);
      return `C${middle} ${before.y.toFixed(1)} ${middle} ${y.toFixed(1)} ${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
  return { lanes, stops: placed, path };
}

/** A handful of moments to write under the drawing, evenly spread over it. */
export function moments(stops: readonly Pick<Stop, 'at'>[], about = 5): number[] {
  const times = stops.map(({ at }) => at);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  if (times.length === 0 || first === last) return times.slice(0, 1);
  return Array.from({ length: about }, (_, i) => first + ((last - first) * i) / (about - 1));
}
