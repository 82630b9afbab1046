import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { problemOf } from '@/api/problem';
import { serve } from '@/test/server';
import { sessionQuery } from './session';

const ask = () => new QueryClient({ defaultOptions: { queries: { retry: false } } }).fetchQuery(sessionQuery);

test('nobody signed in is an answer, not an error', async () => {
  serve({ 'GET /api/v1/session': { status: 401, body: { title: 'Sign in first', status: 401, code: 'not_signed_in' } } });
  expect(await ask()).toBeNull();
});

test('a failing server is an error with its own words', async () => {
  serve({ 'GET /api/v1/session': { status: 503, body: { title: 'Busy', status: 503, code: 'busy', detail: 'Try again in a minute.' } } });
  await expect(ask()).rejects.toSatisfy((error: unknown) => problemOf(error).code === 'busy');
});
