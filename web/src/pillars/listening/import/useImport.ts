import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answer, client } from '@/api/client';
import { type Import, isRunning, useCountAgain } from '../queries';

/** An import as it goes: told by server-sent events, asked for once a second when they do not come through. */
export function useImport(id: number) {
  const queries = useQueryClient();
  const countAgain = useCountAgain();
  const [told, setTold] = useState(true);
  const queryKey = ['import', id];
  const one = useQuery({
    queryKey,
    queryFn: ({ signal }) => answer(client.GET('/api/v1/imports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (!told && state.data !== undefined && isRunning(state.data) ? 1000 : false),
  });
  const running = one.data !== undefined && isRunning(one.data);

  useEffect(() => {
    if (!running || typeof EventSource === 'undefined') return undefined;
    const events = new EventSource(`/api/v1/imports/${id}/events`);
    const take = (event: MessageEvent<string>) => {
      queries.setQueryData(['import', id], JSON.parse(event.data) as Import);
    };
    events.addEventListener('import', take);
    events.addEventListener('error', () => {
      events.close();
      setTold(false);
    });
    return () => events.close();
  }, [running, id, queries]);

  const state = one.data?.state;
  useEffect(() => {
    if (state === 'done' || state === 'cancelled') void countAgain();
    // The counts are asked for again once, when the import ends.
  }, [state]); // oxlint-disable-line react/exhaustive-deps

  return one;
}
