import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { showAt } from '@/test/page';
import { show } from '@/test/render';
import { serve } from '@/test/server';
import { QuarantineCard } from './QuarantineCard';
import { ReplayFrame } from './ReplayFrame';
import type { QuarantineGroup } from './queries';

const group: QuarantineGroup = { source: { id: 1, name: 'Lounge' }, column: 'overall', code: 'off_scale', reason: 'server words', what_to_do: 'server words', count: 31, example: '11', since: '2026-11-21T20:00:00Z', live: false };

test('a replay is tried in pencil before it is done in ink', async () => {
  const asked = serve({
    'POST /api/v1/quarantine/groups/replay': { body: { stored: 29, duplicate: 0, stay_held: 2 } },
  });
  await show(<ReplayFrame group={group} onClose={() => undefined} />);
  expect(await screen.findByText('nothing written yet')).toBeDefined();
  expect(asked.filter(({ method }) => method === 'POST').map(({ body }) => (body as { dry_run: boolean }).dry_run)).toEqual([true]);
  await userEvent.click(screen.getByRole('button', { name: /Replay 29 rows/ }));
  expect(await screen.findByText('Replayed')).toBeDefined();
  expect(asked.findLast(({ method }) => method === 'POST')?.body).toMatchObject({ source_id: 1, code: 'off_scale', column: 'overall', mapping: null, dry_run: false });
});

test('a value can be told to be no answer, and the dry run follows with the mended mapping', async () => {
  const field = { column: 'overall', as: 'score', scale: { min: 1, max: 5, low_is_good: false }, metric: 'mean', role: 'outcome' };
  const mapping = { name: 'lounge', version: 2, fields: [field] };
  const asked = serve({
    'GET /api/v1/sources': { body: { totals: {}, items: [{ id: 1, name: 'Lounge', mapping: { name: 'lounge', version: 2 } }] } },
    'GET /api/v1/mappings/lounge': { body: { mapping, versions: [] } },
    'POST /api/v1/quarantine/groups/replay': ({ body }) => ({ body: (body as { mapping: unknown }).mapping === null ? { stored: 0, duplicate: 0, stay_held: 31 } : { stored: 31, duplicate: 0, stay_held: 0 } }),
  });
  await show(<ReplayFrame group={group} onClose={() => undefined} />);
  await userEvent.click(await screen.findByRole('button', { name: '“11” is no answer' }, { timeout: 4000 }));
  expect(await screen.findByText('Dry run with the mended mapping')).toBeDefined();
  expect(asked.findLast(({ method }) => method === 'POST')?.body).toMatchObject({ dry_run: true, mapping: { fields: [{ column: 'overall', not_applicable: ['11'] }] } });
});

test('nothing held is said to be done, without asking for rows', async () => {
  const asked = serve({});
  await show(<QuarantineCard held={0} />);
  expect(screen.getByText('Nothing is held')).toBeDefined();
  expect(asked).toEqual([]);
});

test('a reason that is new to us keeps the server’s words', async () => {
  serve({ 'GET /api/v1/quarantine/groups': { body: { groups: [{ ...group, code: 'newly_invented' }], items: [], next: null, total: 31 } } });
  await showAt('/sources', () => <QuarantineCard held={31} />);
  await waitFor(() => expect(screen.getAllByText('server words')).toHaveLength(2));
});
