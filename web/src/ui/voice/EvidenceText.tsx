import { Fragment } from 'react';
import css from './EvidenceText.module.css';
import { cut, type Span } from './spans';

type EvidenceTextProps = {
  text: string;
  /** Language of the words, if it is known: sets the face and the line. */
  language?: string | null;
  /** UTF-16 offsets of what made a detection true, or of the words searched for. */
  spans?: readonly Span[];
  /** Only as many lines; the record shows all. */
  lines?: number;
};

/** The customer's words as written, in serif, with their own direction; the marker shows what made a detection true. */
export function EvidenceText({ text, language, spans = [], lines }: EvidenceTextProps) {
  return (
    <blockquote className={css.voice} lang={language ?? undefined} dir="auto" style={lines === undefined ? undefined : { WebkitLineClamp: lines }} data-clamped={lines === undefined ? undefined : ''}>
      {cut(text, spans).map((piece, i) =>
        piece.marked ? (
          <mark key={i} className={css.mark}>
            {piece.text}
            {piece.letters.map((letter) => <sup key={letter}>{letter}</sup>)}
          </mark>
        ) : (
          <Fragment key={i}>{piece.text}</Fragment>
        ),
      )}
    </blockquote>
  );
}
