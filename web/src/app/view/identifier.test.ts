import { expect, test } from 'vitest';
import { partsOf } from './Identifier';

test('a key is shown without what tells the people of one address apart', () => {
  expect(partsOf('email:family@example.com#0123456789abcdef')).toEqual({ kind: 'email', value: 'family@example.com' });
});

test('a key of a system keeps its number sign', () => {
  expect(partsOf('crm:A#12')).toEqual({ kind: 'crm', value: 'A#12' });
});
