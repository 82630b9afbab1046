/** Start and end are UTF-16 offsets, end exclusive; the letter ties a span to its chip. */
export type Span = { start: number; end: number; letter?: string };
export type Piece = { text: string; marked: boolean; letters: string[] };

const within = (text: string, place: number): number => Math.max(0, Math.min(text.length, place));
/** True between the two halves of one character. */
const parts = (text: string, place: number): boolean => place > 0 && place < text.length && /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(place - 1, place + 1));

/**
 * Cuts a text at its spans. Overlapping spans become pieces that are marked once; a letter stands at the end of its span.
 * A span never parts the two halves of a character: it takes in the whole. Spans outside the text are cut to it; empty ones vanish. The pieces joined are the text.
 */
export function cut(text: string, spans: readonly Span[]): Piece[] {
  const inside = spans
    .map((span) => ({ ...span, start: within(text, span.start), end: within(text, span.end) }))
    .filter(({ start, end }) => end > start)
    .map((span) => ({ ...span, start: parts(text, span.start) ? span.start - 1 : span.start, end: parts(text, span.end) ? span.end + 1 : span.end }));
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
