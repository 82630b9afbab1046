import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { show } from '@/test/render';
import { serve } from '@/test/server';
import { ImportStep } from './ImportStep';

vi.mock('@tanstack/react-router', async (original) => ({ ...(await original<object>()), useNavigate: () => vi.fn<() => void>(), createLink: () => 'a' }));

const ended = {
  id: 8, state: 'done', source: { id: 1, name: 'Lounge' }, file: 'lounge.csv', rows_read: 47, bytes_read: 9, bytes_total: 9, rows: 47, stored: 0, duplicate: 0, quarantined: 47, set_aside: 0,
  rows_per_second: 0, seconds_left: null, problem: null, problem_code: null, mapping: { name: 'lounge', version: 2 }, started_at: '2026-11-20T10:00:00Z', finished_at: '2026-11-20T10:00:01Z',
  future: null, conflicts: 47, earlier_import: 7,
};

test('the same file under another mapping is said to be in already, and the mapping can be run over the history', async () => {
  const asked = serve({
    'GET /api/v1/imports/8': { body: ended },
    'GET /api/v1/sources': { body: { totals: {}, items: [{ id: 1, name: 'Lounge', mapping: { name: 'lounge', version: 2 } }] } },
    'GET /api/v1/mappings/lounge': { body: { mapping: {}, versions: [{ version: 2, saved_at: '2026-11-20T10:00:00Z', note: null }] } },
    'POST /api/v1/mappings/lounge/rerun': { body: { would_store: 47, would_hold: 0, changed: 47 } },
  });
  await show(<ImportStep id={8} />);
  expect(await screen.findByText('This file is in already, read by another mapping')).toBeDefined();
  expect(screen.getByText(/47 rows say something else under this mapping/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: /Run this mapping over the history/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Try it on what was received' }, { timeout: 4000 }));
  expect(await screen.findByText('Dry run of version 2')).toBeDefined();
  expect(asked.findLast(({ method }) => method === 'POST')?.body).toEqual({ source_id: 1, version: 2, dry_run: true });
});
