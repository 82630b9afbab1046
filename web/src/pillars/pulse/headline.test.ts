import { expect, test } from 'vitest';
import type { Served } from '@/api/read';
import { clearOthers, headlineOf } from './headline';

type Estimate = NonNullable<Served['Figure']['estimate']>;
const estimate = (value: number, low: number, high: number): Estimate => ({ value, low, high, n: 400, period: null, method: 'nps', level: 0.95, predicted: false, excludes_zero: low > 0 || high < 0 });
const told = (value: number, low: number, high: number): Served['Figure'] => ({ estimate: estimate(value, low, high), shortfall: null });
const short = (have: number, need: number): Served['Figure'] => ({ estimate: null, shortfall: { code: 'not_enough_answers', have, need } });
const question = { id: 1, source_id: 7, name: 'recommend', label: 'How likely?', scale: { min: 0, max: 10, low_is_good: false }, metric: 'nps', role: 'outcome' } as const;
const score = (now: Served['Figure'], before: Served['Figure'] | null, change: Served['Figure'] | null): Served['ScoreView'] => ({ question, now, before, change, distribution: [] });
const group = (value: string, change: Served['Figure']): Served['StripGroup'] => ({ value, now: told(10, 5, 15), change });
const strip = (...groups: Served['StripGroup'][]): Served['StripView'] => ({
  by: 'a.9',
  level: 0.99,
  looked_at: groups.length,
  fell: groups.filter(({ change }) => (change.estimate?.high ?? 0) < 0).length,
  rose: groups.filter(({ change }) => (change.estimate?.low ?? 0) > 0).length,
  too_few: 0,
  groups,
});
const say = (main: Served['ScoreView'], over: Served['StripView'] | null, clearest: Served['StripGroup'] | null, good: 'up' | 'down' = 'up') =>
  headlineOf({ scores: [main], strip: over, headline: { overall: '', group: clearest } }, good);

test('an interval that holds zero is no change, whatever its middle', () => {
  const calm = group('Eastmere', told(-17, -46, 14));
  expect(say(score(told(18, 11, 26), told(21, 13, 29), told(-2.9, -13.9, 8.2)), strip(calm, calm), null).map(({ say }) => say)).toEqual(['none', 'noGroup']);
});

test('the group whose change is clearest is named, also when the whole did not change', () => {
  const fell = group('Eastmere', told(-17, -26, -8));
  const sentences = say(score(told(18, 11, 26), told(21, 13, 29), told(-2.9, -13.9, 8.2)), strip(fell, group('Lindmoor', told(1, -3, 5))), fell);
  expect(sentences).toEqual([{ say: 'none' }, { say: 'groupWorse', group: fell, others: 0 }]);
});

test('where low is good, a rise is worse', () => {
  expect(say(score(told(3, 2.9, 3.1), told(2.5, 2.4, 2.6), told(0.5, 0.3, 0.7)), null, null, 'down')).toEqual([{ say: 'worse' }]);
  expect(say(score(told(3, 2.9, 3.1), told(2.5, 2.4, 2.6), told(0.5, 0.3, 0.7)), null, null, 'up')).toEqual([{ say: 'better' }]);
});

test('without a comparison it says where the score stands', () => {
  const now = told(18, 11, 26);
  expect(say(score(now, null, null), null, null)).toEqual([{ say: 'level', now: now.estimate }]);
});

test('too few answers are counted, never shown as a number', () => {
  expect(say(score(short(7, 30), null, null), null, null)).toEqual([{ say: 'notEnough', have: 7, need: 30 }]);
  const now = told(18, 11, 26);
  expect(say(score(now, short(3, 30), short(3, 30)), strip(), null)).toEqual([{ say: 'level', now: now.estimate }, { say: 'notEnoughBefore' }]);
});

test('one group alone cannot stand out', () => {
  expect(say(score(told(18, 11, 26), told(21, 13, 29), told(1, -3, 5)), strip(group('Eastmere', told(1, -3, 5))), null)).toEqual([{ say: 'none' }]);
});

test('"overall" is not said over another result that points elsewhere', () => {
  const main = score(told(38, 33, 42), told(43, 38, 47), told(-4.9, -11.3, 1.5));
  const other = { ...score(told(42, 38, 47), told(51, 46, 55), told(-8.5, -14.9, -2)), question: { ...question, id: 2, metric: 'share' as const } };
  expect(headlineOf({ scores: [main, other], strip: null, headline: { overall: '', group: null } }, 'up')).toEqual([{ say: 'noneHere' }, { say: 'otherWorse', score: other }]);
  const driver = { ...other, question: { ...other.question, role: 'driver' as const } };
  expect(headlineOf({ scores: [main, driver], strip: null, headline: { overall: '', group: null } }, 'up')).toEqual([{ say: 'none' }]);
});

test('one of several results must be clearer than one alone', () => {
  const main = score(told(38, 33, 42), told(43, 38, 47), told(-4.9, -11.3, 1.5));
  const result = (id: number, change: Served['Figure']) => ({ ...score(told(42, 38, 47), told(51, 46, 55), change), question: { ...question, id } });
  expect(clearOthers({ scores: [main, result(2, told(-17.8, -31.5, -2.7)), result(3, told(0, -1, 1))] })).toEqual([]);
  expect(clearOthers({ scores: [main, result(2, told(-17.8, -25, -10)), result(3, told(0, -1, 1))] })).toHaveLength(1);
});
