import { expect, test } from 'vitest';
import { fieldAs, fieldOf, type Mapping, type OpenQuestion, standing, unanswered, withField } from './mapping';

const mapping: Mapping = {
  name: 'lounge', version: 0, kind: 'review', mode: 'direct', zone: 'UTC',
  fields: [{ column: 'date', as: 'time' }, { column: 'visited', as: 'ignore' }, { column: 'overall', as: 'score', scale: { min: 1, max: 5, low_is_good: false } }],
};

test('a single use moves from one column to another', () => {
  const next = withField(mapping, { column: 'visited', as: 'time' });
  expect(fieldOf(next, 'visited').as).toBe('time');
  expect(fieldOf(next, 'date').as).toBe('ignore');
  expect(fieldOf(mapping, 'date').as).toBe('time');
});

test('scores may stand in several columns', () => {
  const next = withField(mapping, fieldAs('staff', 'score'));
  expect(next.fields.filter(({ as }) => as === 'score').map(({ column }) => column)).toEqual(['overall', 'staff']);
});

test('a column given another use keeps nothing of the use before', () => {
  expect(fieldAs('overall', 'text')).toEqual({ column: 'overall', as: 'text' });
  expect(fieldAs('E-mail address', 'identifier').namespace).toBe('e_mail_address');
});

test('only questions that block and have choices wait for an answer', () => {
  const question = (id: string, blocking: boolean, choices = 1): OpenQuestion => ({
    id, code: 'mixed_scale', column: 'overall', evidence: {}, suggested: 'a', blocking,
    choices: Array.from({ length: choices }, () => ({ id: 'a', code: 'convert', field: { column: 'overall', as: 'score' } })),
  });
  const questions = [question('one', true), question('two', false), question('three', true, 0)];
  expect(unanswered(questions, {}).map(({ id }) => id)).toEqual(['one']);
  expect(unanswered(questions, { one: 'a' })).toEqual([]);
});

test('a question goes when the mapping has settled it', () => {
  const question = (code: string, column: string, as: 'time' | 'score'): OpenQuestion => ({ id: code, code, column, evidence: {}, suggested: 'a', blocking: true, choices: [{ id: 'a', code: 'keep', field: { column, as } }] });
  const noId: OpenQuestion = { id: 'no_id', code: 'no_id', column: '', evidence: {}, suggested: '', blocking: false, choices: [] };
  const questions = [question('mixed_scale', 'overall', 'score'), question('ambiguous_date', 'date', 'time'), noId];
  const codes = (now: Mapping) => standing(questions, now).map(({ code }) => code);
  expect(codes(mapping)).toEqual(['mixed_scale', 'ambiguous_date', 'no_id']);
  expect(codes(withField(mapping, { column: 'visited', as: 'record_id' }))).toEqual(['mixed_scale', 'ambiguous_date']);
  expect(codes(withField(mapping, { column: 'overall', as: 'ignore' }))).toEqual(['ambiguous_date', 'no_id']);
});
