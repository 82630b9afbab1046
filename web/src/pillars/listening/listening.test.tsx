import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { show } from '@/test/render';
import { serve } from '@/test/server';
import { QuarantineCard } from './QuarantineCard';
import { ReplayFrame } from './ReplayFrame';
import type { QuarantineGroup } from './queries';

const group: QuarantineGroup = { source: { id: 1, name: 'Lounge' }, column: 'overall', code: 'off_scale', reason: 'server words', what_to_do: 'server words', count: 31, example: '11', since: '2026-11-21T20:00:00Z' };

test('a replay is tried in pencil before it is done in ink', async () => {
  const asked = serve({
    'POST /api/v1/quarantine/replay': ({ body }) => ({ body: (body as { dry_run: boolean }).dry_run ? { would_store: 29, would_duplicate: 0, stay_held: 2 } : { stored: 29, duplicate: 0, stay_held: 2 } }),
  });
  await show(<ReplayFrame group={group} onClose={() => undefined} />);
  expect(await screen.findByText('nothing written yet')).toBeDefined();
  expect(asked.map(({ body }) => (body as { dry_run: boolean }).dry_run)).toEqual([true]);
  await userEvent.click(screen.getByRole('button', { name: /Replay 29 rows/ }));
  expect(await screen.findByText('Replayed')).toBeDefined();
  expect(asked.at(-1)?.body).toMatchObject({ source_id: 1, code: 'off_scale', column: 'overall', dry_run: false });
});

test('nothing held is said to be done, without asking for rows', async () => {
  const asked = serve({});
  await show(<QuarantineCard held={0} />);
  expect(screen.getByText('Nothing is held')).toBeDefined();
  expect(asked).toEqual([]);
});

test('a reason that is new to us keeps the server’s words', async () => {
  serve({ 'GET /api/v1/quarantine': { body: { groups: [{ ...group, code: 'newly_invented' }], items: [], next: null, total: 31 } } });
  await show(<QuarantineCard held={31} />);
  await waitFor(() => expect(screen.getAllByText('server words')).toHaveLength(2));
});
