import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { IdentityPage } from './IdentityPage';

const model = { version: 3, fitted_at: '2026-11-01T10:00:00Z', fitted_on: 1200, estimated_precision: 0.995, estimated_recall: 0.91, threshold: 8.2 };
const email = { namespace: 'email', blocked: ['test@'], blocked_patterns: [], limit: null, window_days: null, per_source: false, exclusive: true, priority: 10, shared_beyond: 3 };
const plain = (text: string | null | undefined) => text?.replaceAll(/[\u2066-\u2069]/g, '') ?? '';

function page() {
  const asked = serve({
    'GET /api/v1/identity': { body: { records: 1200, profiles: 900, largest: 7, model, waiting: { ...model, agreement: 0.998, changed_profiles: 5, adopted: null }, behind: { signals: 0, records: 0, trouble: null } } },
    'GET /api/v1/identity/policies': { body: { policies: [email, { ...email, namespace: 'device', exclusive: false, limit: 5, window_days: 7, blocked: [] }] } },
    'GET /api/v1/identity/shared': { body: { items: [{ kind: 'phone', masked: '…18', value: '+351900000418', people: 14, limit: 6, records: 30, reason: 'shared_value' }], total: 1, left_out: [] } },
    'GET /api/v1/identity/refused': { body: { total: 31, reasons: [{ reason: 'same_roof_other_first_name', joins: 31 }], items: [{ left: 4, right: 9, left_profile: 'P-4', left_name: 'Ana Ruiz', right_profile: 'P-9', right_name: null, reason: 'same_roof_other_first_name', weight: 9.4, at: '2026-11-01T10:00:00Z' }] } },
    'GET /api/v1/trust': { body: { usual: 0.5, items: [{ source_id: 2, source: 'Club', trust: 0.5 }] } },
    'PUT /api/v1/trust/2': { body: {} },
    'POST /api/v1/identity/adopt': { body: {} },
    'PUT /api/v1/identity/policies': { body: { policies: [] } },
  });
  return showAt('/customers/identity', IdentityPage).then(() => asked);
}

test('a waiting model says what would change before it is adopted', async () => {
  const asked = await page();
  expect(plain((await screen.findByText(/profiles that would change/)).textContent)).toBe('5 profiles that would change');
  expect(screen.getByText('99.8%')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Adopt it' }));
  expect(asked.some(({ path }) => path === '/api/v1/identity/adopt')).toBe(true);
});

test('what is held to be shared is masked, with how many people bear it', async () => {
  await page();
  const table = await screen.findByRole('table', { name: 'Values held to be shared' });
  expect(within(table).getAllByRole('row')[1]?.textContent).toContain('14 (allowed 6)');
  expect(table.textContent).toContain('More people bear the value than one person can be.');
  expect(screen.queryByText('+351900000418')).toBeNull();
  await userEvent.click(within(table).getByRole('button', { name: 'Show' }));
  expect(screen.getByText('+351900000418')).toBeDefined();
});

test('joins that a rule refused are counted by reason and lead to both customers', async () => {
  await page();
  const link = await screen.findByRole('link', { name: 'Ana Ruiz' });
  expect(link.getAttribute('href')).toBe('/customers/P-4');
  expect(screen.getByRole('link', { name: 'P-9' })).toBeDefined();
  expect(screen.getAllByText(/They live under one roof and have different first names/)).toHaveLength(2);
  expect(plain(screen.getByText(/bits speak for one person/).textContent)).toContain('9.4 bits');
  expect(plain(screen.getByText(/^The newest/).textContent)).toBe('The newest 1 of 31:');
});

test('a policy is changed, and the whole list goes back', async () => {
  const asked = await page();
  await userEvent.click(await screen.findByRole('button', { name: /Change what this may do: .*device/ }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('checkbox', { name: /May join alone/ }));
  await userEvent.type(within(dialog).getByLabelText('Values of nobody'), 'kiosk');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save the policy' }));
  await waitFor(() => expect(asked.find(({ method }) => method === 'PUT')?.body).toMatchObject({ policies: [{ namespace: 'email', blocked: ['test@'] }, { namespace: 'device', exclusive: true, blocked: ['kiosk'], limit: 5, window_days: 7 }] }));
});

test('a source is trusted more by hand', async () => {
  const asked = await page();
  const field = await screen.findByLabelText(/^Trust in .*Club/);
  await userEvent.clear(field);
  await userEvent.type(field, '0.9');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(asked.find(({ method, path }) => method === 'PUT' && path === '/api/v1/trust/2')?.body).toEqual({ trust: 0.9 });
});
