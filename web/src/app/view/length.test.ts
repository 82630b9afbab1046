import { expect, test } from 'vitest';
import { aYearBefore, isRightBefore, lengthOf } from './length';

test('a length is said in the largest unit that fits whole', () => {
  expect(lengthOf({ from: '2026-08-22', to: '2026-11-20' })).toEqual({ unit: 'week', count: 13 });
  expect(lengthOf({ from: '2026-01-01', to: '2026-03-31' })).toEqual({ unit: 'month', count: 3 });
  expect(lengthOf({ from: '2024-01-01', to: '2025-12-31' })).toEqual({ unit: 'year', count: 2 });
  expect(lengthOf({ from: '2014-06-06', to: '2015-06-05' })).toEqual({ unit: 'year', count: 1 });
  expect(lengthOf({ from: '2026-01-05', to: '2026-01-14' })).toEqual({ unit: 'day', count: 10 });
});

test('right before means ending the day before, with the same length', () => {
  expect(isRightBefore({ from: '2026-05-23', to: '2026-08-21' }, { from: '2026-08-22', to: '2026-11-20' })).toBe(true);
  expect(isRightBefore({ from: '2026-05-22', to: '2026-08-21' }, { from: '2026-08-22', to: '2026-11-20' })).toBe(false);
});

test('a year before keeps the days', () => {
  expect(aYearBefore({ from: '2024-02-29', to: '2024-03-10' })).toEqual({ from: '2023-02-28', to: '2023-03-10' });
});
