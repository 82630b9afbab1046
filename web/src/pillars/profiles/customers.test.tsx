import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { CustomersPage } from './CustomersPage';

const plain = (text: string | null | undefined) => text?.replaceAll(/[\u2066-\u2069]/g, '') ?? '';
const found = { id: 'P-7', name: 'Leila Marandi', identifiers: ['email:leila@example.org', 'user:118'], records: 3, signals: 39, texts: 4, last_seen: '2026-11-20T00:00:00Z', sources: ['App', 'Mail'], match: null };

test('a search says what it found each customer by', async () => {
  serve({ 'GET /api/v1/profiles': { body: { items: [{ ...found, match: { by: 'name', value: 'Leila Marandi', score: 0.93 } }], next: null, total: 1, left_out: [], behind: 0 } } });
  await showAt('/customers?q=لیلا', CustomersPage);
  const [, row] = within(await screen.findByRole('table', { name: 'Customers' })).getAllByRole('row');
  expect(plain(row?.textContent)).toContain('name, alikeLeila Marandi3394');
  expect(within(row as HTMLElement).getByRole('link', { name: 'Leila Marandi' }).getAttribute('href')).toBe('/customers/P-7');
});

test('the search is reached by a key, and the rows are walked by j and k', async () => {
  serve({ 'GET /api/v1/profiles': { body: { items: [found, { ...found, id: 'P-8', name: null }], next: null, total: 2, left_out: [], behind: 0 } } });
  const at = await showAt('/customers', CustomersPage);
  await screen.findByText('Leila Marandi');
  await userEvent.keyboard('jj');
  expect(document.activeElement?.getAttribute('href')).toBe('/customers/P-8');
  await userEvent.keyboard('/leila{Enter}');
  expect(at()).toBe('/customers?q=leila');
});

test('where nobody matches the search can be lifted', async () => {
  serve({ 'GET /api/v1/profiles': { body: { items: [], next: null, total: 0, left_out: [], behind: 0 } } });
  const at = await showAt('/customers?q=zzz', CustomersPage);
  await userEvent.click(await screen.findByRole('button', { name: 'Clear the search' }));
  expect(at()).toBe('/customers');
});

test('while newer signals are being read it says so, and asks again', async () => {
  let behind = 240;
  serve({ 'GET /api/v1/profiles': () => ({ body: { items: behind > 0 ? [] : [found], next: null, total: behind > 0 ? 0 : 1, left_out: [], behind } }) });
  await showAt('/customers?q=leila', CustomersPage);
  expect(await screen.findByText('240 newer signals are still being read.')).toBeDefined();
  behind = 0;
  expect(await screen.findByRole('link', { name: 'Leila Marandi' }, { timeout: 6000 })).toBeDefined();
  expect(screen.queryByText(/still being read/)).toBeNull();
}, 10_000);
