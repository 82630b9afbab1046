import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { RegisterPage } from './RegisterPage';

const element = (name: string, purposes: readonly object[]) => ({
  source_id: 1, source: 'Lounge', demo: false, kind: 'score', name, label: null, captured: 'file, mapping lounge, version 1', stored: 'log.duckdb, signal.score', permission: null, regulation: null,
  mode: 'direct', tells: 'attitudinal', solicited: true, purposes, open: purposes.length === 0 ? ['origin', 'purpose', 'outcome', 'insight', 'destination'] : ['origin', 'outcome', 'insight', 'destination'],
});
const ada = { purpose: 'improve_experience', why: null, by: 'Ada', how: 'import', at: '2026-11-01T00:00:00Z', confirmed: true };
const preset = { purpose: 'improve_experience', why: null, by: null, how: 'preset', at: '2026-11-01T00:00:00Z', confirmed: false };

const page = (address: string) => {
  const asked = serve({
    'GET /api/v1/session': { body: { name: 'Ada', roles: [], has_password: true, workspace: { name: '', demo: false }, data_to: null } },
    'GET /api/v1/register': {
      body: {
        elements: [element('overall', [ada]), element('food', []), element('staff', [preset])], purposes: ['improve_experience', 'contact'], open: 1, refused: 3,
        refusals: [{ use: 'pulse', purpose: 'improve_experience', source_id: 1, source: 'Lounge', kind: 'score', name: 'food', count: 3, last: '2026-11-01T00:00:00Z' }],
      },
    },
    'GET /api/v1/consents': { body: { purposes: [{ purpose: 'sale', given: 0, refused: 2 }], items: [] } },
    'POST /api/v1/register/purposes': { body: {} },
  });
  return showAt(address, RegisterPage).then((at) => ({ asked, at }));
};

test('the register says who confirmed a purpose, what nobody confirmed, and what is not usable', async () => {
  await page('/register');
  expect(await screen.findByText(/Confirmed by Ada/)).toBeDefined();
  expect(screen.getByText('Comes with the preset; nobody confirmed it')).toBeDefined();
  expect(screen.getByText(/No purpose: not usable/)).toBeDefined();
  expect(screen.getByText('3 uses were refused in the last 31 days.')).toBeDefined();
  expect(await screen.findByText('sale')).toBeDefined();
});

test('the open ones are named by picking them, and nothing happens while none is picked', async () => {
  const { asked, at } = await page('/register');
  await userEvent.click(await screen.findByRole('button', { name: 'Without a purpose (1)' }));
  expect(at()).toBe('/register?stage=open');
  expect(screen.queryByText(/Confirmed by Ada/)).toBeNull();
  expect(screen.getByRole('button', { name: 'Name it for 0' })).toHaveProperty('disabled', true);
  await userEvent.click(within(screen.getByRole('table', { name: 'Elements' })).getByRole('checkbox', { name: 'Pick food' }));
  await userEvent.type(screen.getByLabelText(/Why these/), 'It tells the least');
  await userEvent.click(screen.getByRole('button', { name: 'Name it for 1' }));
  expect(asked.filter(({ path }) => path === '/api/v1/register/purposes')).toHaveLength(1);
});

test('where one source alone is shown the page says so and leads back to all', async () => {
  const { at } = await page('/register?source=1');
  expect((await screen.findByText(/Only of/)).textContent?.replaceAll(/[\u2066-\u2069]/g, '')).toContain('Only of Lounge: 3 of 3 elements.');
  await userEvent.click(screen.getByRole('link', { name: 'Show every source' }));
  expect(at()).toBe('/register');
  expect(screen.queryByText(/Only of/)).toBeNull();
});

test('many sources are folded, the first open, and say what is in them', async () => {
  serve({ 'GET /api/v1/register': { body: { elements: [element('overall', [ada]), { ...element('rank', []), source_id: 2, source: 'Till' }], purposes: ['contact'], open: 1, refused: 0, refusals: [] } }, 'GET /api/v1/consents': { body: { purposes: [], items: [] } } });
  await showAt('/register', RegisterPage);
  expect(await screen.findByRole('checkbox', { name: 'Pick overall' })).toBeDefined();
  expect(screen.queryByRole('checkbox', { name: 'Pick rank' })).toBeNull();
  await userEvent.click(screen.getByText('1 element, 1 without a purpose'));
  expect(await screen.findByRole('checkbox', { name: 'Pick rank' })).toBeDefined();
});

test('it is drawn in Persian too', async () => {
  serve({
    'GET /api/v1/register': { body: { elements: [], purposes: [], open: 0, refused: 0, refusals: [] } },
  });
  await showAt('/register', RegisterPage, 'fa');
  expect(await screen.findByText('هنوز چیزی در دفتر نیست')).toBeDefined();
});
