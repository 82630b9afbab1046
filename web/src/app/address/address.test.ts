import { expect, test } from 'vitest';
import { days, lastDays, lastMonths, shift, wholeMonths } from './period';
import { all, edit, lift, one, parseSearch, writeSearch } from './search';

test('an address says the same after being read and written', () => {
  for (const text of ['?source=lounge&channel=app&channel=web&s.overall=0..3&q=cold+coffee', '?customer=email:a%40b.example&a.airline=', '']) {
    expect(writeSearch(parseSearch(text))).toBe(text);
  }
});

test('a name may come several times and be lifted one value at a time', () => {
  const search = parseSearch('?channel=app&channel=web&from=2026-10-24');
  expect(all(search, 'channel')).toEqual(['app', 'web']);
  expect(one(search, 'channel')).toBe('app');
  expect(writeSearch(lift(search, 'channel', 'app'))).toBe('?channel=web&from=2026-10-24');
  expect(writeSearch(lift(search, 'channel'))).toBe('?from=2026-10-24');
});

test('editing leaves the state it came from as it was', () => {
  const search = parseSearch('?from=2026-10-24');
  expect(edit(search, { from: undefined, q: 'x' })).toEqual({ q: 'x' });
  expect(search).toEqual({ from: '2026-10-24' });
});

test('a period moves by its own length', () => {
  expect(days({ from: '2026-10-24', to: '2026-11-20' })).toBe(28);
  expect(shift({ from: '2026-10-24', to: '2026-11-20' }, -1)).toEqual({ from: '2026-09-26', to: '2026-10-23' });
});

test('whole months and years move as such', () => {
  expect(wholeMonths({ from: '2026-01-01', to: '2026-02-28' })).toBe(2);
  expect(shift({ from: '2026-02-01', to: '2026-02-28' }, 1)).toEqual({ from: '2026-03-01', to: '2026-03-31' });
  expect(shift({ from: '2024-01-01', to: '2024-12-31' }, -1)).toEqual({ from: '2023-01-01', to: '2023-12-31' });
});

test('presets count back from the last day of the data', () => {
  expect(lastDays('2026-11-20', 28)).toEqual({ from: '2026-10-24', to: '2026-11-20' });
  expect(lastMonths('2026-11-20', 12)).toEqual({ from: '2025-11-21', to: '2026-11-20' });
  expect(lastMonths('2026-10-31', 6)).toEqual({ from: '2026-05-01', to: '2026-10-31' });
});
