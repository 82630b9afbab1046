import { expect, test } from 'vitest';
import type { OpenQuestion } from './mapping';
import { beyondScale, groupQuestions } from './questionGroups';

const zero = (column: string, blocking = false): OpenQuestion => ({
  id: `not_applicable:${column}`, code: 'not_applicable', column, suggested: 'not_applicable', blocking,
  evidence: { distribution: [{ value: '0', count: 8 }, { value: '1', count: 275 }, { value: '5', count: 514 }] },
  choices: [{ id: 'not_applicable', code: 'not_applicable', field: { column, as: 'score', scale: { min: 1, max: 5 } } }],
});

test('the same question about several columns is asked once', () => {
  const groups = groupQuestions([zero('comfort'), zero('staff'), { ...zero('date'), id: 'd', code: 'ambiguous_date' }]);
  expect(groups.map((group) => group.map(({ column }) => column))).toEqual([['comfort', 'staff'], ['date']]);
});

test('a question that blocks is asked alone', () => {
  expect(groupQuestions([zero('comfort', true), zero('staff', true)])).toHaveLength(2);
});

test('what lies off the suggested scale is found', () => {
  expect(beyondScale(zero('comfort'))).toEqual(['0']);
});
