import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { takeKey } from './live/givenKey';
import { SourcesPage } from './SourcesPage';

const source = (id: number, name: string) => ({
  id, name, demo: false, has_time: true, received: 10 * id, stored: 10 * id, duplicate: 0, quarantined: 0, rejected: 0, waiting: 0, last_received_at: null, activity: [], mapping: null, open_questions: [], state: 'quiet',
});
const imported = (id: number, file: string, of: number) => ({ id, file, source: { id: of, name: 'x' }, state: 'done', rows: 1, rows_read: 1, stored: 1, duplicate: 0, quarantined: 0, started_at: '2026-11-01T00:00:00Z' });

async function page(address: string, more: Parameters<typeof serve>[0] = {}) {
  const asked = serve({
    'GET /api/v1/session': { body: { name: 'Ada', roles: [], has_password: true, workspace: { name: '', demo: false }, data_to: null } },
    'GET /api/v1/sources': { body: { totals: { received: 30, stored: 30, duplicate: 0, quarantined: 0, rejected: 0 }, items: [source(1, 'Lounge'), source(2, 'Airline')] } },
    'GET /api/v1/alerts': { body: { items: [], next: null } },
    'GET /api/v1/imports': { body: { items: [imported(1, 'lounge.csv', 1), imported(2, 'airline.csv', 2)] } },
    'GET /api/v1/demo': { body: { present: false } },
    ...more,
  });
  return Object.assign(await showAt(address, SourcesPage), { asked });
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

const totals = { received: 0, stored: 0, duplicate: 0, quarantined: 0, rejected: 0 };

test.each([[[source(1, 'Lounge')]], [[]]])('a source for programs begins with a name: its key is made and goes to its page, which alone may show it', async (before) => {
  let made = false;
  const address = await page('/sources', {
    'GET /api/v1/sources': () => ({ body: { totals, items: made ? [...before, source(7, 'web-shop')] : before } }),
    'POST /api/v1/keys': () => {
      made = true;
      return { body: { id: 9, secret: 'tlw_FIRST' } };
    },
  });
  await userEvent.type(await screen.findByRole('textbox', { name: /Name of the source/ }), ' web-shop ');
  await userEvent.click(screen.getByRole('button', { name: 'Make its key' }));
  await waitFor(() => expect(address()).toBe('/sources/7'));
  expect(address.asked.find(({ method }) => method === 'POST')?.body).toEqual({ kind: 'write', name: 'web-shop', source: 'web-shop', origins: [], per_second: null, purpose: 'improve_experience' });
  expect(takeKey()).toBe('tlw_FIRST');
  expect(takeKey()).toBeNull();
}, 20_000);

test('a name that cannot be used, or is taken, is said before any key is made', async () => {
  const address = await page('/sources', { 'GET /api/v1/sources': { body: { totals, items: [source(3, 'tills')] } } });
  const name = await screen.findByRole('textbox', { name: /Name of the source/ });
  await userEvent.type(name, 'Web Shop');
  await userEvent.click(screen.getByRole('button', { name: 'Make its key' }));
  expect(await screen.findByText('Use 1 to 64 small letters, digits and hyphens.')).toBeDefined();
  await userEvent.clear(name);
  await userEvent.type(name, 'tills');
  await userEvent.click(screen.getByRole('button', { name: 'Make its key' }));
  expect(await screen.findByText(/There is a source of this name/)).toBeDefined();
  expect(address.asked.some(({ method }) => method === 'POST')).toBe(false);
}, 20_000);

test('the name of a source that receives leads to its page; of a file, to the list of it alone', async () => {
  const mapping = { name: 'm', version: 1 };
  const address = await page('/sources', {
    'GET /api/v1/sources': { body: { totals, items: [{ ...source(1, 'Lounge'), mapping, state: 'held', waiting: 1 }, { ...source(2, 'tills'), state: 'held', waiting: 2 }, { ...source(3, 'tickets'), mapping }, { ...source(4, 'Invented'), demo: true }] } },
    'GET /api/v1/keys': { body: { items: [{ id: 1, kind: 'write', name: 'desk', source: 'tickets', created_at: '2026-11-01T00:00:00Z', last_used_at: null, revoked_at: null, origins: [], per_second: null, ends_at: null }] } },
  });
  await waitFor(() => expect(screen.getByRole('link', { name: 'tickets' }).getAttribute('href')).toBe('/sources/3'));
  expect(screen.getByRole('link', { name: 'tills' }).getAttribute('href')).toBe('/sources/2');
  expect(screen.getByRole('link', { name: 'Lounge' }).getAttribute('href')).toBe('/sources?source=1');
  expect(screen.getByRole('link', { name: 'Invented' }).getAttribute('href')).toBe('/sources?source=4');
  expect(screen.getAllByText('sent by programs')).toHaveLength(1);
  expect(screen.getByText('Events held')).toBeDefined();
  expect(screen.getByText('Rows held')).toBeDefined();
  await userEvent.click(screen.getByRole('link', { name: 'tills' }));
  await waitFor(() => expect(address()).toBe('/sources/2'));
});
