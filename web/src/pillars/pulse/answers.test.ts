import { expect, test } from 'vitest';
import type { Driver, Priorities } from '@/pillars/priorities/usePriorities';
import { lowEnd } from '@/pillars/priorities/lowEnd';
import { actOf, whyOf } from './answers';
import { firstTiers } from './Raise';

const driver = (id: number): Driver => ({ question: { id, label: `d${id}`, scale: { min: 1, max: 5, low_is_good: false } }, reach: { threshold: 2, step: 1, share: 0.1, count: 10, n: 100 } }) as unknown as Driver;
const study = (verdict: Priorities['verdict'], tiers: number[][], worth: { ids: number[]; clear: boolean }[]): Priorities =>
  ({ verdict, tiers, priority_tiers: worth, drivers: [1, 2, 3, 4, 5, 6].map(driver) }) as unknown as Priorities;
const ids = (drivers: readonly Driver[]) => drivers.map(({ question }) => question.id);

test('why names the first tier only when it is small enough to name', () => {
  expect(whyOf(study('ranked', [[4], [1, 2]], []))).toMatchObject({ say: 'one' });
  expect(whyOf(study('ranked', [[4, 5], [1, 2]], []))).toMatchObject({ say: 'several' });
  expect(whyOf(study('ranked', [[1, 2, 3, 4], [5]], []))).toMatchObject({ say: 'tied' });
  expect(whyOf(study('tied', [[1, 2]], []))).toMatchObject({ say: 'tied' });
  expect(whyOf(study('refused', [], []))).toEqual({ say: 'refused', drivers: [] });
});

test('what to do never proposes a tier whose rise may be nothing', () => {
  expect(actOf(study('ranked', [], [{ ids: [1], clear: false }]))).toMatchObject({ say: 'nothing' });
  expect(actOf(study('ranked', [], [{ ids: [2], clear: true }, { ids: [1], clear: false }]))).toMatchObject({ say: 'one' });
  expect(actOf(study('ranked', [], [{ ids: [1, 2, 3, 4], clear: true }]))).toMatchObject({ say: 'many' });
  expect(actOf(study('refused', [], [])).say).toBe('refused');
});

test('the short list cuts a tier and remembers its size', () => {
  const tiers = firstTiers(study('ranked', [], [{ ids: [1, 2, 3], clear: true }, { ids: [4, 5, 6], clear: false }]), 4);
  expect(tiers.map(({ rows, size, clear }) => [ids(rows), size, clear])).toEqual([[[1, 2, 3], 3, true], [[4], 3, false]]);
});

test('those a driver reaches are chosen by its own scale', () => {
  expect(lowEnd(driver(7))).toEqual({ 's.7': '1..2' });
  expect(lowEnd({ ...driver(7), question: { ...driver(7).question, scale: { min: 1, max: 5, low_is_good: true } }, reach: { ...driver(7).reach, threshold: 4 } })).toEqual({ 's.7': '4..5' });
});
