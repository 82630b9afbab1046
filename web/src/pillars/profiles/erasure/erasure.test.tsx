import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { EraseCard } from './EraseCard';
import { ErasuresPage } from './ErasuresPage';

const stores = [{ store: 'signals', searched: 900, found: 14, left: [{ count: 1, reason: 'employee' }] }, { store: 'consents', searched: 3, found: 1, left: [] }];
const proof = {
  id: 4, state: 'done', asked_at: '2026-11-20T10:00:00Z', done_at: '2026-11-20T10:00:02Z', by: 'Ada', why: 'asked by letter', again: null, records: 2, identifiers: 1, shared: 1,
  stores: stores.map((one) => ({ ...one, erased: one.found })), mentions: [], checks: [{ check: 'bytes', ok: true, count: 0, detail: '' }], compacted_at: null, previous: '', hash: 'abc123',
};

test('a customer is erased only after it was said what goes, why, and the id was typed', async () => {
  const asked = serve({
    'GET /api/v1/profiles/P-7/erasure': { body: { dry_run: true, records: 2, identifiers: 1, shared: 1, stores, mentions: [] } },
    'POST /api/v1/profiles/P-7/erasure': { body: proof },
  });
  const at = await showAt('/customers/P-7', () => <EraseCard id="P-7" />);
  await userEvent.click(await screen.findByRole('button', { name: 'See what would go' }));
  const dialog = await screen.findByRole('dialog');
  expect((await within(dialog).findByRole('table')).textContent).toContain('signals90014said by an employee: 1');
  const erase = within(dialog).getByRole('button', { name: 'Erase for ever' });
  await userEvent.type(within(dialog).getByLabelText(/^Why/), 'asked by letter');
  await userEvent.type(within(dialog).getByLabelText(/to confirm/), 'P-');
  expect(erase).toHaveProperty('disabled', true);
  await userEvent.type(within(dialog).getByLabelText(/to confirm/), '7');
  await userEvent.click(erase);
  expect(asked.at(-1)?.body).toEqual({ why: 'asked by letter', dry_run: false, all: false });
  expect(at()).toBe('/customers/erasures?proof=4');
});

test('a proof says what went from where, what was checked, and that the chain holds', async () => {
  serve({ 'GET /api/v1/erasures': { body: { items: [proof], chain_holds: true } } });
  await showAt('/customers/erasures', ErasuresPage);
  expect(await screen.findByText('The chain of proofs is unbroken.')).toBeDefined();
  expect(screen.getByRole('table', { name: 'Proof 4' }).textContent).toContain('consents311');
  expect(screen.getByText(/bytes of every file/).textContent).toContain('nothing found');
});
