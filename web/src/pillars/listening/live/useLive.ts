import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answer, client, type Schemas } from '@/api/client';

export type Rates = Schemas['RateList'];
export type AccessKey = Schemas['AccessKey'];

/** What became of one event, as the server tells it while it happens. */
export type LiveEvent = { messageId: string; stage: 'stored' | 'duplicate' | 'quarantined'; reason: string | null; activity: string | null; occurredAt: string | null; receivedAt: string };
export type Seen = LiveEvent & { n: number };

const shown = 100;
const stages = ['stored', 'duplicate', 'quarantined'] as const;

/** Watches a source while the page is open: the newest events first, at most a hundred. */
export function useLive(source: string): { events: readonly Seen[]; state: 'opening' | 'watching' | 'lost' } {
  const [events, setEvents] = useState<readonly Seen[]>([]);
  const [state, setState] = useState<'opening' | 'watching' | 'lost'>('opening');
  useEffect(() => {
    if (typeof EventSource === 'undefined') return undefined;
    let n = 0;
    const stream = new EventSource(`/api/v1/sources/${encodeURIComponent(source)}/live`);
    const take = (message: MessageEvent<string>) => {
      const seen = { ...(JSON.parse(message.data) as LiveEvent), n: ++n };
      setEvents((before) => [seen, ...before].slice(0, shown));
    };
    stream.addEventListener('open', () => setState('watching'));
    stream.addEventListener('error', () => setState('lost'));
    for (const stage of stages) stream.addEventListener(stage, take);
    return () => stream.close();
  }, [source]);
  return { events, state };
}

export const ratesQuery = (source: string) =>
  queryOptions({
    queryKey: ['rates', source],
    queryFn: ({ signal }) => answer(client.GET('/api/v1/sources/{name}/rates', { params: { path: { name: source } }, signal })),
    refetchInterval: 3_000,
  });

export const keysQuery = queryOptions({ queryKey: ['keys'], queryFn: ({ signal }) => answer(client.GET('/api/v1/keys', { signal })) });

export type KeyWish = { name: string; source: string; origins: string[]; per_second: number | null; purpose?: string };

/** Making, replacing and stopping write keys. */
export function useKeysOf() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: keysQuery.queryKey });
  const make = useMutation({ mutationFn: (wish: KeyWish) => answer(client.POST('/api/v1/keys', { body: { kind: 'write', ...wish } })), onSettled });
  const rotate = useMutation({
    mutationFn: ({ id, hours }: { id: number; hours: number }) => answer(client.POST('/api/v1/keys/{id}/rotate', { params: { path: { id } }, body: { overlap_hours: hours } })),
    onSettled,
  });
  const revoke = useMutation({ mutationFn: (id: number) => answer(client.DELETE('/api/v1/keys/{id}', { params: { path: { id } } })), onSettled });
  return { make, rotate, revoke };
}

/** Sends one event as a client would, with the key that is to be tried; its id. */
export function useTestEvent(source: string) {
  return useMutation({
    mutationFn: async (key: string): Promise<string> => {
      const messageId = `test-${crypto.randomUUID()}`;
      const sent = fetch(new Request(new URL(`/api/v1/ingest/${encodeURIComponent(source)}`, location.origin), {
        method: 'POST',
        credentials: 'omit',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ type: 'track', event: 'Throughline test', messageId, anonymousId: 'throughline-test', timestamp: new Date().toISOString() }),
      }));
      await answer(sent.then(async (response) => ({ response, error: response.ok ? undefined : await response.json().catch(() => undefined), data: messageId })));
      return messageId;
    },
  });
}
