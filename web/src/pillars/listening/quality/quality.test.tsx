import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { QualityPage } from './QualityPage';
import { withLine } from './quality';

const all = (count: number, of: number) => ({ count, of, estimate: null });
const none = all(0, 100);
const field = {
  field: 'email', use: 'identifier', kind: 'email', kind_share: 0.98, personal: true, filled: all(90, 100), placeholders: all(2, 90), untrimmed: none, broken: none,
  distinct: { value: 80, low: 76, high: 84, n: 90, method: 'data-quality', level: 0.95, predicted: false, period: null }, shortest: 8, longest: 30, mean_length: 17, numbers: null, first_day: null, last_day: null,
  kinds: [{ word: 'email', count: 88 }], masks: [{ word: 'a+@a+.a+', count: 70 }], scripts: [{ word: 'latin', count: 900 }], drift: 0.31,
};
const check = { key: 'email is_email', line: 1, action: 'quarantine', field: 'email', check: 'is_email', arguments: '', dimension: 'validity', of_source: false, reason: 'wrong_kind', asked: 90, failed: 5, share: null, held: 3, turned: 0, passes: null, figure: null };
const score = (dimension: string | null) => ({ dimension, value: 0.945, estimate: null, checks: 1, asked: 90, failed: 5 });
const page = {
  source: { id: 3, name: 'shop' }, mapped: true, rows: 100, looked: 100, behind: 0, batches: [{ import_id: 1, day: '2026-11-20', rows: 100, looked: 100 }],
  scores: [score(null), score('validity')], days: [], checks: [check], fields: [field],
  suggestions: [
    { text: 'warn email required', for: 'checks', field: 'email', because: 'always_filled', count: 90, of: 100 },
    { text: 'city trim', for: 'recipe', field: 'city', because: 'blank_ends', count: 4, of: 100 },
  ],
  checks_file: { version: 2, text: 'quarantine email is_email\n', saved_at: '2026-11-20T10:00:00Z', by: 'Ann', note: null }, recipe_file: null,
};
const saved = { version: 3, text: '', saved_at: '2026-11-20T10:00:00Z', by: 'Ann', note: null };

async function open(more: Parameters<typeof serve>[0] = {}, of: object = {}) {
  const asked = serve({ 'GET /api/v1/quality/3': { body: { ...page, ...of } }, 'GET /api/v1/quality/3/checks': { body: { versions: [page.checks_file] } }, 'GET /api/v1/quality/3/recipe': { body: { versions: [] } }, 'PUT /api/v1/quality/3/checks': { body: saved }, 'PUT /api/v1/quality/3/recipe': { body: saved }, ...more });
  await showAt('/sources/3/quality', QualityPage);
  return asked;
}

test('scores are complete counts that say so, and a check leads to the rows it holds and to those that are stored', async () => {
  await open({ 'GET /api/v1/quality/3/rows': { body: { check: 'email is_email', columns: ['email'], rows: [{ seq: 7, received_at: '2026-11-20T10:00:00Z', values: ['no mail'] }], asked: 100 } } });
  expect(await screen.findAllByText('94.5%')).toHaveLength(2);
  expect(screen.getAllByText(/All counted\. 1 check\. 5 of 90 not kept/)).toHaveLength(2);
  expect(screen.getByRole('link', { name: '3 held' }).getAttribute('href')).toBe('/sources/quarantine?source=3&reason=wrong_kind');
  await userEvent.click(screen.getByRole('button', { name: 'See stored rows that do not keep email is_email' }));
  expect(await screen.findByText('no mail')).toBeDefined();
}, 20_000);

test('a suggestion is taken with one click, as a line of the file', async () => {
  const asked = await open();
  await userEvent.click(await screen.findByRole('button', { name: 'Take it: warn email required' }));
  expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({ text: 'quarantine email is_email\nwarn email required\n' });
  await userEvent.click(screen.getByRole('button', { name: 'Take it: city trim' }));
  expect(asked.findLast(({ method }) => method === 'PUT')).toMatchObject({ path: '/api/v1/quality/3/recipe', body: { text: 'city trim\n' } });
}, 20_000);

test('a line that cannot be used is told with its line and its field, and nothing is saved', async () => {
  await open({ 'PUT /api/v1/quality/3/checks': { status: 422, body: { title: 'No', status: 422, code: 'checks_invalid', errors: [{ line: 2, column: 12, field: 'email', code: 'check_unknown', detail: 'There is no check.' }] } } });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit as lines' }));
  await userEvent.type(screen.getByRole('textbox', { name: /Checks, one a line/ }), 'warn email reqired');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/Line 2, place 12/)).toBeDefined();
  expect(screen.getByText(/there is no such check/)).toBeDefined();
}, 20_000);

test('a field shows its forms and, where the register refuses, why its values do not stand there', async () => {
  await open({ 'GET /api/v1/quality/3/values': { status: 403, body: { title: 'No purpose', status: 403, code: 'no_purpose' } } });
  const table = await screen.findByRole('table', { name: 'Fields' });
  expect(within(table).getByText('10.0%')).toBeDefined();
  expect(within(table).getByText('shifted: 0.31')).toBeDefined();
  await userEvent.click(within(table).getByRole('button', { name: 'email' }));
  expect(await screen.findByText('80 (76 to 84)')).toBeDefined();
  expect(await screen.findByText('no_purpose')).toBeDefined();
}, 20_000);

test('a source without rows says so, and events without a mapping have no recipe', async () => {
  await open({}, { rows: 0, looked: 0, checks: [], scores: [], fields: [], suggestions: [] });
  expect(await screen.findByRole('heading', { name: 'Nothing to look at yet' })).toBeDefined();
});

test('events without a mapping are told to be kept as they are', async () => {
  await open({}, { mapped: false });
  expect(await screen.findByText(/kept as they are sent/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Take it: city trim' })).toBeNull();
});

test('a line is added at the end of a file', () => {
  expect(withLine('', 'a')).toBe('a\n');
  expect(withLine('a', 'b')).toBe('a\nb\n');
  expect(withLine('a\n\n', 'b')).toBe('a\nb\n');
});

test('with too few rows it says how many a proposal takes, and refers to none', async () => {
  await open({}, { rows: 15, looked: 15, checks: [], scores: [], suggestions: [] });
  expect(await screen.findByText(/it takes 20 rows, and there are 15/)).toBeDefined();
  expect(screen.queryByText(/suggestion/i)).toBeNull();
});
