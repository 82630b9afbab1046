import { screen, within as inside } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { laidOut, patchOf, readPatch, valueOf, within } from './patch';
import { QuarantinePage } from './QuarantinePage';

const group = { source: { id: 3, name: 'web-shop' }, column: '/userId', code: 'missing-identity', reason: '', what_to_do: '', count: 430, example: null, since: '2026-11-20T00:00:00Z', live: true };
const item = { id: 'aaaaaaaa-0000-0000-0000-000000000001', messageId: 'm-1', source: 'web-shop', reason: 'missing-identity', pointer: '/batch/3/userId', detail: 'Give userId or anonymousId.', firstSeen: '2026-11-20T00:00:00Z', lastSeen: '2026-11-20T00:00:00Z', state: 'waiting' };
const decision = { replayId: '4', kind: 'replay', madeAt: '2026-11-20T00:00:00Z', madeBy: 'Ada', choice: { source: '3', reason: 'missing-identity', ids: null, from: null, to: null }, patch: [], mapping: null, ofRows: false, selected: 2, passed: 2, failed: 0, problems: {}, undoneAt: null, undoneBy: null };

const answers = {
  'GET /api/v1/quarantine/groups': { body: { groups: [group, { ...group, code: 'off_scale', column: 'rating', live: false, count: 2 }], items: [], next: null, total: 432 } },
  'GET /api/v1/quarantine': { body: { items: [item], next: null } },
  [`GET /api/v1/quarantine/${item.id}`]: { body: { ...item, original: '{"type":"track","userId":{}}', encoding: 'text', headers: { 'user-agent': 'node' }, format: 'segment', replayId: null } },
  'GET /api/v1/quarantine/replays': { body: { items: [decision] } },
  'GET /api/v1/sources': { body: { totals: {}, items: [{ id: 3, name: 'web-shop' }] } },
  'POST /api/v1/quarantine/replays/9/undo': { body: { replayId: '9', waiting: 412 } },
  'POST /api/v1/quarantine/replay': ({ body }: { body: unknown }) =>
    (body as { dryRun: boolean }).dryRun
      ? { body: { replayId: null, selected: 430, wouldPass: 412, failed: 18, duplicate: 0, problems: { conflict: 18 } } }
      : { body: { replayId: '9', selected: 430, passed: 412, failed: 18, duplicate: 0, problems: { conflict: 18 } } },
};

test('held events are looked at, mended in a form, tried, replayed and taken back', async () => {
  const asked = serve(answers);
  const address = await showAt('/sources/quarantine', QuarantinePage);
  await userEvent.click(await screen.findByRole('button', { name: 'It is about nobody' }));
  expect(address()).toContain('reason=missing-identity');
  await userEvent.click(await screen.findByRole('button', { name: 'm-1' }));
  expect(await screen.findByText(/"userId": \{\}/)).toBeDefined();
  expect(screen.getByRole('textbox', { name: 'At the pointer' })).toHaveProperty('value', '/userId');
  await userEvent.type(screen.getByRole('textbox', { name: /To the value/ }), 'u-1');
  await userEvent.click(screen.getByRole('button', { name: 'Try it' }));
  expect(await screen.findByText('412 of 430 will pass')).toBeDefined();
  expect(screen.getByText(/The same id came before with other content/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Replay 412' }));
  expect(await screen.findByText('412 of 430 passed')).toBeDefined();
  const sent = asked.filter(({ path }) => path === '/api/v1/quarantine/replay').map(({ body }) => body);
  const patch = [{ op: 'add', path: '/userId', value: 'u-1' }];
  expect(sent).toEqual([{ source: '3', reason: 'missing-identity', patch, dryRun: true }, { source: '3', reason: 'missing-identity', patch, dryRun: false }]);
  await userEvent.click(screen.getAllByRole('button', { name: 'Take it back' }).at(0) as HTMLElement);
  expect(await screen.findByText(/Taken back; waiting again: 412/)).toBeDefined();
}, 20_000);

test('held events are read through a saved mapping in place of what read them', async () => {
  const asked = serve({ ...answers, 'GET /api/v1/mappings': { body: { items: [{ name: 'typeform: form', versions: 2, sources: ['form'], updated_at: '2026-11-20T00:00:00Z' }] } } });
  await showAt('/sources/quarantine?source=3&reason=missing-identity', QuarantinePage);
  await userEvent.click(await screen.findByRole('button', { name: 'Another mapping' }));
  expect(screen.getByRole('button', { name: 'Try it' })).toHaveProperty('disabled', true);
  await userEvent.click(screen.getByRole('combobox', { name: 'Read through' }));
  await userEvent.click(await screen.findByRole('option', { name: 'typeform: form' }));
  await userEvent.click(screen.getByRole('button', { name: 'Try it' }));
  expect(await screen.findByText('412 of 430 will pass')).toBeDefined();
  expect(asked.filter(({ path }) => path === '/api/v1/quarantine/replay').map(({ body }) => body)).toEqual([{ source: '3', reason: 'missing-identity', mapping: 'typeform: form', dryRun: true }]);
}, 20_000);

test('rows of a file lead to their source, and what was decided is listed with its undo', async () => {
  serve(answers);
  await showAt('/sources/quarantine', QuarantinePage);
  expect((await screen.findByRole('link', { name: 'The answer is not on the scale' })).getAttribute('href')).toContain('/sources?source=3');
  const row = (await screen.findByText('Ada')).closest('tr') as HTMLElement;
  expect(inside(row).getByText('2 of 2')).toBeDefined();
  expect(inside(row).getByRole('button', { name: 'Take it back' })).toBeDefined();
});

test('a form becomes a patch, and a patch is read only when it is a list', () => {
  expect(patchOf([{ id: 1, do: 'set', path: '/a', value: '{"b":1}' }, { id: 2, do: 'remove', path: '/c', value: 'x' }, { id: 3, do: 'set', path: '', value: '1' }])).toEqual([
    { op: 'add', path: '/a', value: { b: 1 } },
    { op: 'remove', path: '/c' },
  ]);
  expect([valueOf('1'), valueOf('"1"'), valueOf('one')]).toEqual([1, '1', 'one']);
  expect([readPatch('[]'), readPatch('{}'), readPatch('[')]).toEqual([[], null, null]);
  expect([within('/batch/3/userId'), within('/3/userId'), within(''), within('/userId')]).toEqual(['/userId', '/userId', '', '/userId']);
  expect(laidOut('{"a":')).toBe('{"a":');
});
