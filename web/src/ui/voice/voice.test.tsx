import { expect, test } from 'vitest';
import { show } from '@/test/render';
import { DetectorChip } from './DetectorChip';
import { EvidenceText } from './EvidenceText';
import { cut } from './spans';

test('the pieces of a cut text are the text', () => {
  const text = 'I am furious, sort it';
  for (const spans of [[], [{ start: 0, end: 4 }], [{ start: 2, end: 8 }, { start: 5, end: 12 }], [{ start: -3, end: 99 }], [{ start: 4, end: 4 }]]) {
    expect(cut(text, spans).map((piece) => piece.text).join('')).toBe(text);
  }
});

test('overlapping spans are marked once and keep both letters', () => {
  const pieces = cut('abcdef', [{ start: 0, end: 4, letter: 'A' }, { start: 2, end: 6, letter: 'B' }]);
  expect(pieces.map(({ text, marked }) => [text, marked])).toEqual([['ab', true], ['cd', true], ['ef', true]]);
  expect(pieces.flatMap(({ letters }) => letters)).toEqual(['A', 'B']);
});

test('a verbatim carries its own language and finds its own direction', async () => {
  const { container } = await show(<EvidenceText text="پول کم شد" language="fa" spans={[{ start: 0, end: 3 }]} />);
  const quote = container.querySelector('blockquote');
  expect(quote?.dir).toBe('auto');
  expect(quote?.lang).toBe('fa');
  expect(container.querySelector('mark')?.textContent).toBe('پول');
});

test('a detection has a state and no degree', async () => {
  const { container } = await show(<DetectorChip state="not_assessed" name="Anger" reason="too short" />);
  expect(container.textContent).toBe('Anger not assessed: too short');
});
