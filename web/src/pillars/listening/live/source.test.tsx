import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { giveKey } from './givenKey';
import { snippets } from './snippets';
import { SourcePage } from './SourcePage';

/** What the browser has and jsdom has not. */
class Stream extends EventTarget {
  static last: Stream | undefined;
  constructor(readonly url: string) {
    super();
    Stream.last = this;
  }
  close() {}
}

afterEach(() => vi.unstubAllGlobals());

const source = { id: 3, name: 'web-shop', demo: false, has_time: true, received: 3, stored: 2, duplicate: 0, quarantined: 1, rejected: 0, waiting: 1, last_received_at: null, activity: [], mapping: null, open_questions: [], state: 'held' };
const key = { id: 7, kind: 'write', name: 'shop front', source: 'web-shop', created_at: '2026-11-01T00:00:00Z', last_used_at: null, revoked_at: null, origins: [], per_second: null, ends_at: null };

async function page() {
  vi.stubGlobal('EventSource', Stream);
  const asked = serve({
    'GET /api/v1/sources': { body: { totals: source, items: [source] } },
    'GET /api/v1/sources/3/rates': { body: { source_id: 3, name: 'web-shop', minutes: [{ at: '2026-11-20T00:00:00Z', stored: 2, quarantined: 1 }, { at: '2026-11-20T00:01:00Z', stored: 5, quarantined: 0 }] } },
    'GET /api/v1/alerts': { body: { items: [], next: null } },
    'GET /api/v1/keys': { body: { items: [key, { ...key, id: 8, name: 'other', source: 'else' }] } },
    'POST /api/v1/keys': { body: { id: 9, secret: 'tlw_NEW' } },
    'POST /api/v1/keys/7/rotate': { body: { id: 10, secret: 'tlw_ROTATED' } },
    'POST /api/v1/ingest/web-shop': { body: { success: true } },
  });
  await showAt('/sources/3', SourcePage);
  return asked;
}

const tell = (stage: string, event: object) => act(() => { Stream.last?.dispatchEvent(new MessageEvent(stage, { data: JSON.stringify(event) })); });

test('a key that is made stands in the snippets, and a test event is waited for until the live view has it', async () => {
  const asked = await page();
  await userEvent.type(await screen.findByRole('textbox', { name: /Who uses it/ }), 'till');
  await userEvent.click(screen.getByRole('button', { name: 'Make a key' }));
  expect(await screen.findByText('tlw_NEW')).toBeDefined();
  expect(screen.getByRole('group', { name: 'Snippet for curl' }).textContent).toContain('Bearer tlw_NEW');
  await userEvent.click(screen.getByRole('button', { name: 'Send it' }));
  expect(await screen.findByText(/Waiting for it to arrive/)).toBeDefined();
  const sent = asked.find(({ path }) => path === '/api/v1/ingest/web-shop')?.body as { messageId: string };
  tell('stored', { messageId: sent.messageId, stage: 'stored', reason: null, activity: 'Throughline test', occurredAt: null, receivedAt: '2026-11-20T00:00:00Z' });
  expect(await screen.findByText(/It arrived/)).toBeDefined();
}, 20_000);

test('the live view shows what became of each event, and the keys are those of this source', async () => {
  await page();
  expect(await screen.findByText('shop front')).toBeDefined();
  expect(screen.queryByText('other')).toBeNull();
  expect(Stream.last?.url).toBe('/api/v1/sources/3/live');
  tell('quarantined', { messageId: 'm-9', stage: 'quarantined', reason: 'missing-identity', activity: null, occurredAt: null, receivedAt: '2026-11-20T00:00:00Z' });
  expect(await screen.findByText('It is about nobody')).toBeDefined();
  expect(screen.getByText('m-9')).toBeDefined();
});

test('a key is replaced with an overlap', async () => {
  const asked = await page();
  await userEvent.click(await screen.findByRole('button', { name: 'More for the key shop front' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Replace; the old one works a day longer' }));
  expect(await screen.findByText('tlw_ROTATED')).toBeDefined();
  expect(asked.find(({ path }) => path.endsWith('/rotate'))?.body).toEqual({ overlap_hours: 24 });
}, 20_000);

test('a key that was made with the source is shown once, and stands in the snippets and the test', async () => {
  giveKey('tlw_FIRST');
  await page();
  expect(await screen.findByRole('heading', { name: 'The first key of this source' })).toBeDefined();
  expect(screen.getByText('tlw_FIRST')).toBeDefined();
  expect(screen.getByRole('group', { name: 'Snippet for curl' }).textContent).toContain('Bearer tlw_FIRST');
  expect(screen.getByRole('textbox', { name: /Write key/ })).toHaveProperty('value', 'tlw_FIRST');
});

test('a snippet can be run as it stands, whatever the source is called', () => {
  expect(snippets('http://127.0.0.1:8080', 'k', 'Ann’s shop & app')[0]?.code).toContain("curl 'http://127.0.0.1:8080/api/v1/ingest/Ann%E2%80%99s%20shop%20%26%20app' ");
});
