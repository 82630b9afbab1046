import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useNaming } from '@/app/view/useNaming';
import { Timeline } from '@/pillars/profiles/customer/Timeline';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import type { Verbatim } from './useVoices';
import { VoiceRow } from './VoiceRow';

const row: Verbatim = {
  id: 'a1', source: { id: 1, name: 'shop' }, kind: 'event', mode: 'inferred', occurred_at: '2026-11-20T10:00:00Z', occurred_day: null, time_known: true, activity: 'Order Completed', channel: 'web',
  touchpoint: null, language: null, text: null, matches: [], answers: [], attributes: [], customer: 'user:7', withheld: [], read_in: null, detections: [], topics: [], topics_none: null,
};
const plain = (element: HTMLElement | null | undefined) => element?.textContent.replaceAll(/[\u2068\u2069]/g, '').trim();

function Row({ verbatim }: { verbatim: Verbatim }) {
  return <VoiceRow verbatim={verbatim} catalogue={undefined} naming={useNaming(undefined)} current={false} />;
}

function Line() {
  return <Timeline id="P-7" naming={useNaming(undefined)} catalogue={undefined} onPick={() => undefined} />;
}

test('a row of an event has the name of what was done as its title, and its kind and source beside it', async () => {
  await showAt('/voices', () => <Row verbatim={row} />);
  const title = await screen.findByRole('link', { name: 'Order Completed' });
  expect(plain(title.nextElementSibling as HTMLElement)).toBe('Event, web');
  expect(screen.getByText('shop')).toBeDefined();
});

test('a row without such a name, or of words, is titled by its kind', async () => {
  await showAt('/voices', () => <><Row verbatim={{ ...row, activity: null, withheld: ['activity'] }} /><Row verbatim={{ ...row, id: 'a2', kind: 'message', channel: 'email', text: 'Late again', activity: 'reply' }} /></>);
  expect((await screen.findAllByRole('link')).map(plain)).toEqual(['Event, web', 'Message, e-mail']);
});

test('the timeline names what was done, then where and from which source', async () => {
  const items = [row, { ...row, id: 'a2', touchpoint: 'checkout_page' }, { ...row, id: 'a3', activity: null }];
  serve({ 'GET /api/v1/profiles/P-7/timeline': { body: { items, next: null, total: 3, left_out: [] } } });
  await showAt('/voices', Line);
  const titles = await screen.findAllByRole('link');
  expect(titles.map((title) => plain(title.parentElement))).toEqual(['Order Completed · web, shop', 'Order Completed · checkout page, web, shop', 'Event web, shop']);
});
