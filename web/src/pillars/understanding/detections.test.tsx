import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { parseSearch, type Search, writeSearch } from '@/app/address/search';
import { filterOf, narrows } from '@/app/view/filter';
import { useNaming } from '@/app/view/useNaming';
import { showAt } from '@/test/page';
import { show } from '@/test/render';
import { serve } from '@/test/server';
import { EvidenceText } from '@/ui/voice/EvidenceText';
import { cut } from '@/ui/voice/spans';
import { type Detection, evidence, lettered, whyNot } from './detections';
import { FacetList } from './FacetList';
import { ReadingNote } from './ReadingNote';
import type { Facets } from './useVoices';
import { Detections, NotAssessed } from './WhatIsSaid';

const said = (detector: string, spans: [number, number][], more: Partial<Detection> = {}): Detection => ({
  detector, trait: 'emotion', state: 'present', spans: spans.map(([start, end]) => ({ start, end })), version: 1, is_experimental: false, plug_in: null, ...more,
});
const text = 'I am furious 😡 and I want my money back';

test('each present detection gets a letter, its words carry it, and the words searched for carry none', async () => {
  const detections = [said('anger', [[5, 12], [13, 15]]), said('worry', [], { state: 'not_assessed' }), said('refund', [[22, 40]])];
  expect(lettered(detections).map(({ detector, letter }) => [detector, letter])).toEqual([['anger', 'A'], ['refund', 'B']]);
  const { container } = await show(<EvidenceText text={text} spans={evidence([{ start: 30, end: 35 }], detections)} />);
  expect([...container.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['furiousA', '😡A', 'want my ', 'money', ' backB']);
  expect(container.querySelector('blockquote')?.dir).toBe('auto');
});

test('words of two detections that overlap are marked once, with the letter of each at its end', () => {
  const pieces = cut(text, evidence([], [said('anger', [[5, 15]]), said('frustration', [[0, 12]])]));
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  expect(pieces.filter(({ marked }) => marked).map((piece) => [piece.text, piece.letters])).toEqual([['I am ', []], ['furious', ['B']], [' 😡', ['A']]]);
});

test.each([[13, 14], [14, 15]])('a place %d to %d inside a character of two halves marks the whole character', (start, end) => {
  const pieces = cut(text, [{ start, end, letter: 'A' }]);
  expect(pieces.filter(({ marked }) => marked).map((piece) => piece.text)).toEqual(['😡']);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
});

function Shown({ detections, kind = 'response', words = text, readIn = 'en' }: { detections: Detection[]; kind?: string; words?: string; readIn?: string | null }) {
  const naming = useNaming(undefined);
  return (
    <>
      <Detections read_in={readIn} detections={detections} naming={naming} />
      <NotAssessed text={words} kind={kind} read_in={readIn} detections={detections} naming={naming} />
    </>
  );
}

test('a chip says present, not assessed with its reason, and experimental in words; never a degree', async () => {
  const { container } = await show(<Shown words="ok" detections={[said('anger', [[0, 1]], { is_experimental: true }), said('joy', [[0, 1]]), said('worry', [], { state: 'not_assessed' })]} />);
  expect([...container.querySelectorAll('[data-state]')].map((chip) => chip.textContent)).toEqual(['Anger present, experimentalA', 'Joy presentB', 'Worry not assessed: too short']);
  expect(screen.getByText(/Read in/).textContent).toBe('Read in: English');
  expect(container.textContent).not.toMatch(/[0-9]\.[0-9]|%/);
});

test('where nothing was read there is no chip at all', async () => {
  const { container } = await show(<Shown detections={[]} readIn={null} />);
  expect(container.querySelectorAll('p, details')).toHaveLength(0);
});

test.each([
  ['?!', 'response', null, 'noLetters'],
  ['ok', 'response', null, 'tooShort'],
  ['好', 'response', null, 'tooShort'],
  ['退款', 'response', null, 'noLanguage'],
  ['Guten Tag', 'response', null, 'noLanguage'],
  ['A: hello there', 'transcript', null, 'speaker'],
  ['hello there', 'response', 'en', 'language'],
] as const)('%s of a %s is not assessed for a reason', (words, kind, read_in, why) => {
  expect(whyNot({ text: words, kind, read_in })).toBe(why);
});

const facets: Facets = {
  source: [], channel: [], touchpoint: [], language: [], topics: [], attributes: [], scores: [],
  detectors: [{ value: 'anger', count: 12 }, { value: 'refund', count: 5 }, { value: 'joy', count: 0 }], read_in: [{ value: 'fa', count: 9 }, { value: 'en', count: 8 }],
};

function Narrowing({ search, change }: { search: Search; change: (changes: Record<string, string | string[] | undefined>) => void }) {
  return <FacetList facets={facets} catalogue={undefined} naming={useNaming(undefined)} search={search} change={change} whole={false} />;
}

test('what they say and the language read in narrow the list, several at once, as the address says', async () => {
  const search = parseSearch('?detector=anger&detector=refund&read_in=fa');
  expect(filterOf(search)).toEqual(search);
  expect(['detector', 'read_in'].every(narrows)).toBe(true);
  expect(writeSearch(search)).toBe('?detector=anger&detector=refund&read_in=fa');
  const change = vi.fn<(changes: Record<string, string | string[] | undefined>) => void>();
  await show(<Narrowing search={{ detector: 'anger' }} change={change} />);
  expect(screen.getByRole('checkbox', { name: /Anger/ })).toHaveProperty('checked', true);
  expect(screen.queryByRole('checkbox', { name: /Joy/ })).toBeNull();
  await userEvent.click(screen.getByRole('checkbox', { name: /Wants money back/ }));
  expect(change).toHaveBeenCalledWith({ detector: ['anger', 'refund'], record: undefined });
  await userEvent.click(screen.getByRole('checkbox', { name: /Persian/ }));
  expect(change).toHaveBeenCalledWith({ read_in: ['fa'], record: undefined });
});

const reading = { head: 1200, read_up_to: 1000, behind: 200, signals_read: 700, state: 'paused', is_allowed: true, purpose: 'p', set_version: 1, redetect: null };

test.each([
  [{}, 'Words are read up to signal 1,000; signals still behind: 200. The reading is paused. Open the detectors'],
  [{ state: 'reading' }, 'Words are read up to signal 1,000; signals still behind: 200. Open the detectors'],
  [{ is_allowed: false }, 'The reading of words is switched off. Open the detectors'],
])('the voices say how far their words are read: %j', async (more, words) => {
  serve({ 'GET /api/v1/understanding/reading': { body: { ...reading, ...more } } });
  await showAt('/voices', ReadingNote);
  expect((await screen.findByRole('status')).textContent).toBe(words);
});
