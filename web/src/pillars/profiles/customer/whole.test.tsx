import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { showAt } from '@/test/page';
import { leila, link } from '@/test/leila';
import { serve } from '@/test/server';
import { CustomerPage } from './CustomerPage';
import { givesBack, joinOf } from './givesBack';

const plain = (text: string | null | undefined) => text?.replaceAll(/[\u2066-\u2069]/g, '') ?? '';

function page(language?: 'fa') {
  const asked = serve({
    'GET /api/v1/profiles/P-LEILA': { body: leila },
    'GET /api/v1/profiles/P-OLD': { body: leila },
    'GET /api/v1/profiles/P-LEILA/timeline': { body: { items: [], next: null, total: 0, left_out: [] } },
    'GET /api/v1/profiles/P-LEILA/links': { body: link },
    'POST /api/v1/profiles/P-LEILA/unmerge': { body: { fact: 12, profiles: ['P-LEILA', 'P-TILL'] } },
    'POST /api/v1/profiles/P-LEILA/pins': { body: {} },
  });
  return { asked, open: (address = '/customers/P-LEILA') => showAt(address, CustomerPage, language) };
}

test('undoing a join gives back both customers and what goes with the one that leaves', () => {
  const join = joinOf(leila.history, 1, 3) ?? { fact: 0, records: [], profiles: [] };
  expect(join.fact).toBe(9);
  expect(givesBack(leila, join)).toEqual({
    stays: { profile: 'P-LEILA', records: [1, 2], signals: 25 },
    leaves: { profile: 'P-TILL', records: [3], signals: 14 },
    identifiers: ['loyalty:5520'],
    consents: 1,
  });
  expect(joinOf(leila.history, 1, 1)).toBeUndefined();
});

test('a customer is told in words: household, records, and how each joined', async () => {
  await page().open();
  expect(plain((await screen.findByText(/Lives with/)).textContent)).toContain('Lives with Dariush Marandi and guardian of Parvin Marandi.');
  const records = screen.getByRole('table', { name: 'Records' });
  expect(plain(within(records).getAllByRole('row')[3]?.textContent)).toContain('by evidence, +12.2 bits');
  expect(screen.getByText('shared with other customers')).toBeDefined();
});

test('an old id lands on the survivor and says so', async () => {
  await page().open('/customers/P-OLD');
  expect(plain((await screen.findByText(/was joined into/)).textContent)).toBe('P-OLD was joined into this customer, who is P-LEILA now.');
});

test('the evidence is a table whose bits add up, with a word for what each field says', async () => {
  await page().open();
  const table = await screen.findByRole('table', { name: /^Evidence that/ });
  expect(within(table).getAllByRole('row').slice(1).map((row) => plain(row.lastElementChild?.textContent))).toEqual(['−20.1', '+17.8', '+6.4', '−1.9', '±0.0', '+2.2']);
  expect(plain(table.textContent)).toContain('Family name: alikeMarandi, Merandi');
  expect(plain(table.textContent)).toContain('Missing on one side, so no evidenceBirth date');
});

test('a join is undone after it was said what comes back, and the undo is undone', async () => {
  const { asked, open } = page();
  await open();
  const [undo] = await screen.findAllByRole('button', { name: 'Undo this join' });
  await userEvent.click(undo as HTMLElement);
  const dialog = await screen.findByRole('dialog', { name: 'Undo this join' });
  expect(plain(dialog.textContent)).toContain('P-TILL is a customer of its own again. Records: 1 (Shop till). Signals: 14.');
  await userEvent.type(within(dialog).getByLabelText(/Why/), 'Two people');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Undo this join' }));
  const note = await screen.findByText(/The join is undone/);
  expect(asked.find(({ path }) => path.endsWith('/unmerge'))?.body).toEqual({ fact: 9, records: null, why: 'Two people' });
  expect(note.closest('[role=status]')).toBe(document.activeElement);
  await userEvent.click(screen.getByRole('button', { name: 'Put the join back' }));
  expect(asked.findLast(({ path }) => path.endsWith('/unmerge'))?.body).toMatchObject({ fact: 12 });
});

test('a value says why it won and is corrected by hand', async () => {
  const { asked, open } = page();
  await open();
  await userEvent.click(await screen.findByRole('button', { name: 'Persian' }));
  expect(await screen.findByText(/its source is trusted more/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Correct it' }));
  await userEvent.click(await screen.findByRole('radio', { name: 'en' }));
  await userEvent.type(screen.getByLabelText(/^Why/), 'She said so');
  await userEvent.click(screen.getByRole('button', { name: 'Set it' }));
  expect(asked.find(({ path }) => path.endsWith('/pins'))?.body).toEqual({ attribute: 5, value: 'en', why: 'She said so' });
});

test('it is drawn in Persian too', async () => {
  await page('fa').open();
  expect(await screen.findByText('چرا این دو پرونده یک نفرند')).toBeDefined();
  expect(await screen.findByText(/نام خانوادگی: همانند/)).toBeDefined();
});

test('everything that is held of a customer is a file away', async () => {
  await page().open();
  expect((await screen.findByRole('link', { name: 'Download (JSON)' })).getAttribute('href')).toBe('/api/v1/profiles/P-LEILA/export');
  expect(screen.getByRole('link', { name: 'Line by line (NDJSON)' }).getAttribute('href')).toBe('/api/v1/profiles/P-LEILA/export?format=ndjson');
});
