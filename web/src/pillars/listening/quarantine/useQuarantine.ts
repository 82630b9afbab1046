import { queryOptions, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { answer, client, type Schemas } from '@/api/client';
import { useCountAgain } from '../queries';
import type { Operation } from './patch';

export type HeldItem = Schemas['HeldItem'];
export type Decision = Schemas['Decision'];

/** The events that one choice is about. */
export type Choice = { source?: string; reason?: string; ids?: string[] };

const page = 50;

/** What waits of a source for a reason, page after page in the order in which it came. */
export const useHeld = (source: string, reason: string) =>
  useInfiniteQuery({
    queryKey: ['quarantine', 'held', source, reason],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) => answer(client.GET('/api/v1/quarantine', { params: { query: { source, reason, state: 'waiting', limit: page, after: pageParam } }, signal })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const originalQuery = (id: string) =>
  queryOptions({
    queryKey: ['quarantine', 'original', id],
    queryFn: ({ signal }) => answer(client.GET('/api/v1/quarantine/{id}', { params: { path: { id } }, signal })),
  });

export const decisionsQuery = queryOptions({
  queryKey: ['quarantine', 'replays'],
  queryFn: ({ signal }) => answer(client.GET('/api/v1/quarantine/replays', { signal })),
});

export const mappingsQuery = queryOptions({ queryKey: ['mappings'], queryFn: ({ signal }) => answer(client.GET('/api/v1/mappings', { signal })) });

export function useReplayEvents() {
  const countAgain = useCountAgain();
  return useMutation({
    mutationFn: ({ choice, patch, mapping, dryRun }: { choice: Choice; patch: Operation[]; mapping?: string; dryRun: boolean }) =>
      answer(client.POST('/api/v1/quarantine/replay', { body: { ...choice, ...(mapping === undefined ? { patch } : { mapping }), dryRun } as never })),
    onSuccess: (_, { dryRun }) => (dryRun ? undefined : countAgain()),
  });
}

export function useDrop() {
  const countAgain = useCountAgain();
  return useMutation({
    mutationFn: (choice: Choice) => answer(client.POST('/api/v1/quarantine/drop', { body: choice as never })),
    onSuccess: countAgain,
  });
}

export function useUndo() {
  const countAgain = useCountAgain();
  return useMutation({
    mutationFn: (id: string) => answer(client.POST('/api/v1/quarantine/replays/{id}/undo', { params: { path: { id: Number(id) } } })),
    onSuccess: countAgain,
  });
}
