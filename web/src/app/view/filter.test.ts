import { expect, test } from 'vitest';
import { parseSearch, writeSearch } from '@/app/address/search';
import { filterOf, narrowingOf, periodOf, rangeText, readRange, widest, within } from './filter';

test('only what chooses records is handed to the server', () => {
  const search = parseSearch('?source=7&from=2026-08-22&to=2026-11-20&by=channel&a.9=Eastmere&s.1=0..6&record=abc&sort=lowest&q=late');
  expect(writeSearch(filterOf(search))).toBe('?source=7&from=2026-08-22&to=2026-11-20&a.9=Eastmere&s.1=0..6&q=late');
  expect(writeSearch(narrowingOf(search))).toBe('?a.9=Eastmere&s.1=0..6&q=late');
  expect(writeSearch(widest(search))).toBe('?source=7&from=2026-08-22&to=2026-11-20&by=channel&record=abc&sort=lowest');
});

test('another page is sent to the same records, even when the address left them open', () => {
  const scope = { source: 7, period: { from: '2026-08-22', to: '2026-11-20' } };
  expect(writeSearch(within({}, scope, { 'a.9': 'Eastmere' }))).toBe('?source=7&from=2026-08-22&to=2026-11-20&a.9=Eastmere');
  expect(writeSearch(within({ 'a.9': 'x', by: 'channel' }, { source: 7, period: null }))).toBe('?a.9=x&source=7');
});

test('a value that is not given stays in the address as an empty text', () => {
  expect(writeSearch(within(parseSearch('?a.9='), {}))).toBe('?a.9=');
});

test('a period needs two days in order', () => {
  expect(periodOf(parseSearch('?from=2026-08-22&to=2026-11-20'))).toEqual({ from: '2026-08-22', to: '2026-11-20' });
  expect(periodOf(parseSearch('?from=2026-11-20&to=2026-08-22'))).toBeNull();
  expect(periodOf(parseSearch('?from=yesterday&to=2026-11-20'))).toBeNull();
  expect(periodOf(parseSearch('?against_from=2026-01-01&against_to=2026-01-31'), 'against_from', 'against_to')).toEqual({ from: '2026-01-01', to: '2026-01-31' });
});

test('a range of answers reads as it was written', () => {
  for (const [low, high] of [[1, 2], [3, 3], [0, 10], [-1.5, 2.5]] as const) expect(readRange(rangeText(low, high))).toEqual({ low, high });
  for (const text of ['', 'x', '1..2..3', '1..x']) expect(readRange(text)).toBeNull();
});
