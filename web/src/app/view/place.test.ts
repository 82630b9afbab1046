import { expect, test } from 'vitest';
import { parseSearch, writeSearch } from '@/app/address/search';
import type { Catalogue } from './catalogue';
import { carried, sourceShown, whoseData } from './place';

const source = (id: number, demo: boolean) => ({ id, name: `source ${id}`, demo }) as Catalogue['sources'][number];
const question = (id: number, source_id: number) => ({ id, source_id }) as Catalogue['questions'][number];
const known = (...sources: Catalogue['sources']) => ({
  sources,
  questions: [question(11, 1), question(21, 2)],
  not_offered: [], default_view: sources[0] === undefined ? null : { source: sources.at(-1)?.id ?? 0, question: 21, period: null, against: null },
});
const [demo, own] = [source(1, true), source(2, false)];

test('the demo company is named only where its data are shown', () => {
  const both = known(demo, own);
  expect(whoseData('/pulse', {}, both)).toBe('own');
  expect(whoseData('/pulse', { source: '1' }, both)).toBe('demo');
  expect(whoseData('/pulse', { question: '11' }, both)).toBe('demo');
  expect(whoseData('/priorities', { outcome: '11' }, both)).toBe('demo');
  expect(whoseData('/voices', {}, both)).toBe('both');
  expect(whoseData('/voices', { source: '2' }, both)).toBe('own');
  expect(whoseData('/settings', {}, known(demo))).toBe('demo');
  expect(whoseData('/settings', {}, known(own))).toBe('own');
});

test('a source that is not there is not shown', () => {
  expect(sourceShown('/pulse', { source: '99' }, known(demo, own))).toBeNull();
  expect(sourceShown('/pulse', {}, known())).toBeNull();
});

test('the head carries source, days and filters to the views that understand them', () => {
  const pulse = parseSearch('?source=2&question=21&from=2026-01-01&to=2026-03-31&against=none&by=a.9&a.9=Eastmere&s.22=0..6&behind=21');
  expect(writeSearch(carried(pulse, '/pulse', '/priorities'))).toBe('?source=2&from=2026-01-01&to=2026-03-31&a.9=Eastmere&s.22=0..6&outcome=21');
  expect(writeSearch(carried(pulse, '/pulse', '/voices'))).toBe('?source=2&from=2026-01-01&to=2026-03-31&a.9=Eastmere&s.22=0..6');
  expect(writeSearch(carried(pulse, '/pulse', '/sources'))).toBe('?source=2');
});

test('the score is carried between the two views that have one', () => {
  expect(writeSearch(carried(parseSearch('?source=2&outcome=21&drivers=22,23&driver=22'), '/priorities', '/pulse'))).toBe('?source=2&question=21');
});

test('searched words and one customer stay with the voices', () => {
  const voices = parseSearch('?source=2&channel=app&channel=web&q=late&customer=email:a%40b.example&text=1&record=x&sort=lowest&records=all');
  expect(writeSearch(carried(voices, '/voices', '/pulse'))).toBe('?source=2&channel=app&channel=web');
  expect(writeSearch(carried(parseSearch('?upload=x&file=y.csv'), '/sources/import', '/pulse'))).toBe('');
});
