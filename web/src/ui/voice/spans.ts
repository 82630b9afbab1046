/** Start and end are UTF-16 offsets, end exclusive; the letter ties a span to its chip. */
export type Span = { start: number; end: number; letter?: string };
export type Piece = { text: string; marked: boolean; letters: string[] };

/**
 * Cuts a text at its spans. Overlapping spans become pieces that are marked once; a letter stands at the end of its span.
 * Spans outside the text are cut to it; empty ones vanish. The pieces joined are the text.
 */
export function cut(text: string, spans: readonly Span[]): Piece[] {
  const inside = spans
    .map((span) => ({ ...span, start: Math.max(0, Math.min(text.length, span.start)), end: Math.max(0, Math.min(text.length, span.end)) }))
    .filter(({ start, end }) => end > start);
  const edges = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start = 0, end = 0] = [edges[i], edges[i + 1]];
    const over = inside.filter((span) => span.start < end && span.end > start);
    const letters = over.flatMap((span) => (span.end === end && span.letter !== undefined ? [span.letter] : []));
    pieces.push({ text: text.slice(start, end), marked: over.length > 0, letters });
  }
  return pieces;
}
