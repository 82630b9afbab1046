import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { leila, link } from '@/test/leila';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import type { Customer, Policy } from '../shapes';
import { CustomerPage } from './CustomerPage';
import { contradictions } from './contradictions';

const plain = (text: string | null | undefined) => text?.replaceAll(/[\u2066-\u2069]/g, '') ?? '';
const [value] = leila.values;
const born = (date: string) => ({ ...value, by: 'attribute', kind: 'identity', name: 'birth_date', value: date });
const bears = (identifier: string) => ({ ...leila.identifiers[0], identifier });
const person = (id: string, name: string, date: string, identifiers: readonly string[]) =>
  ({ ...leila, id, asked_for: id, name, values: [born(date)], identifiers: identifiers.map(bears), records: leila.records.slice(0, 1).map((record) => ({ ...record, id: id === 'P-ONE' ? 1 : 3 })), history: [], relations: [] }) as unknown as Customer;
const one = person('P-ONE', 'Leila Marandi', '1984-03-12', ['passport:A1', 'email:leila@example.org']);
const two = person('P-TWO', 'لیلا مرندی', '1991-07-01', ['passport:B2', 'email:leila@example.org']);
const passport: Policy = { namespace: 'passport', blocked: [], blocked_patterns: [], limit: null, window_days: null, per_source: false, exclusive: true, priority: 1, shared_beyond: 3 };
const found = { id: 'P-TWO', name: two.name, identifiers: ['email:leila@example.org'], records: 1, signals: 3, texts: 1, last_seen: '2026-11-01T00:00:00Z', sources: ['till'], match: null };

function page(language?: 'fa') {
  const timeline = { body: { items: [], next: null, total: 0, left_out: [] } };
  const asked = serve({
    'GET /api/v1/profiles/P-ONE': { body: one },
    'GET /api/v1/profiles/P-TWO': { body: two },
    'GET /api/v1/profiles/P-ONE/timeline': timeline,
    'GET /api/v1/profiles/P-TWO/timeline': timeline,
    'GET /api/v1/profiles/P-ONE/links': { body: { ...link, objections: ['same_roof_other_birth_date'] } },
    'GET /api/v1/profiles': { body: { items: [{ ...found, id: 'P-ONE', name: one.name }, found], next: null, total: 2, left_out: [], behind: 0 } },
    'GET /api/v1/identity/policies': { body: { policies: [passport], version: 1, at: null, by: null } },
    'POST /api/v1/profiles/merge': { body: { fact: 31, profiles: ['P-ONE'] } },
    'POST /api/v1/profiles/P-ONE/unmerge': { body: { fact: 32, profiles: ['P-ONE', 'P-TWO'] } },
  });
  return { asked, open: () => showAt('/customers/P-ONE', CustomerPage, language) };
}

test('two customers are joined by hand, with the keyboard alone, and parted again', async () => {
  const { asked, open } = page();
  await open();
  (await screen.findByRole('button', { name: 'These are the same person…' })).focus();
  await userEvent.keyboard('{Enter}');
  const dialog = await screen.findByRole('dialog', { name: 'The same person as another customer' });
  await userEvent.type(within(dialog).getByRole('searchbox'), 'مرندی{Enter}');
  const [other, ...more] = await within(dialog).findAllByRole('radio');
  expect(more).toHaveLength(0); // not the customer itself
  (other as HTMLElement).focus();
  await userEvent.keyboard(' ');
  expect(plain((await within(dialog).findByRole('alert')).textContent)).toContain('Other birth dates: 1984-03-12 and 1991-07-01.');
  expect(plain(within(dialog).getByRole('table', { name: /side by side|values/i }).textContent)).toContain('لیلا مرندی');
  await userEvent.type(within(dialog).getByLabelText(/Why/), 'She married{Enter}');
  expect(plain((await screen.findByText(/They are one customer now/)).textContent)).toContain('P-ONE');
  expect(asked.find(({ path }) => path.endsWith('/merge'))?.body).toEqual({ profiles: ['P-ONE', 'P-TWO'], why: 'She married' });
  await userEvent.click(screen.getByRole('button', { name: 'Undo this join' }));
  expect(await screen.findByText(/The join is undone/)).toBeDefined();
  expect(asked.find(({ path }) => path.endsWith('/unmerge'))?.body).toMatchObject({ fact: 31 });
});

test('what one person has once speaks against a join where the two sides differ', () => {
  expect(contradictions(one, two, [passport]).map(({ what, left, right }) => [what, left, right])).toEqual([['birth', '1984-03-12', '1991-07-01'], ['exclusive', 'A1', 'B2']]);
  expect(contradictions(one, { ...two, values: one.values, identifiers: one.identifiers }, [passport])).toEqual([]);
  expect(contradictions(one, two, [{ ...passport, exclusive: false, limit: 1 }]).map(({ what }) => what)).toEqual(['birth', 'limit']);
});

test('it is asked in Persian too', async () => {
  await page('fa').open();
  await userEvent.click(await screen.findByRole('button', { name: 'این‌ها یک نفرند…' }));
  expect(await screen.findByRole('dialog', { name: 'همان شخصِ مشتریِ دیگر' })).toBeDefined();
});
