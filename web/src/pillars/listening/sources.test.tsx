import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { SourcesPage } from './SourcesPage';

const source = (id: number, name: string) => ({
  id, name, demo: false, has_time: true, received: 10 * id, stored: 10 * id, duplicate: 0, quarantined: 0, rejected: 0, waiting: 0, last_received_at: null, activity: [], mapping: null, open_questions: [], state: 'quiet',
});
const imported = (id: number, file: string, of: number) => ({ id, file, source: { id: of, name: 'x' }, state: 'done', rows: 1, rows_read: 1, stored: 1, duplicate: 0, quarantined: 0, started_at: '2026-11-01T00:00:00Z' });

async function page(address: string) {
  serve({
    'GET /api/v1/session': { body: { name: 'Ada', roles: [], has_password: true, workspace: { name: '', demo: false }, data_to: null } },
    'GET /api/v1/sources': { body: { totals: { received: 30, stored: 30, duplicate: 0, quarantined: 0, rejected: 0 }, items: [source(1, 'Lounge'), source(2, 'Airline')] } },
    'GET /api/v1/alerts': { body: { items: [], next: null } },
    'GET /api/v1/imports': { body: { items: [imported(1, 'lounge.csv', 1), imported(2, 'airline.csv', 2)] } },
    'GET /api/v1/demo': { body: { present: false } },
  });
  return showAt(address, SourcesPage);
}

test('an address that names a source shows that one alone, and all again on a click', async () => {
  const address = await page('/sources?source=2');
  expect(await screen.findByRole('link', { name: 'Airline' })).toBeDefined();
  expect(screen.queryByRole('link', { name: 'Lounge' })).toBeNull();
  expect(await screen.findByRole('link', { name: 'airline.csv' })).toBeDefined();
  expect(screen.queryByRole('link', { name: 'lounge.csv' })).toBeNull();
  expect(screen.getByText('1 of 2 sources.')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Show all 2 sources' }));
  expect(await screen.findByRole('link', { name: 'Lounge' })).toBeDefined();
  expect(address()).toBe('/sources');
});

test('a source that is not there is said not to be there', async () => {
  await page('/sources?source=99');
  expect(await screen.findByText('There is no such source')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Show all 2 sources' })).toBeDefined();
});
