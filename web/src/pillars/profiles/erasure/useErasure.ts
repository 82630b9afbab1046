import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, client } from '@/api/client';
import { read } from '@/api/read';

/** What an erasure would take, and what would stay; nothing is written. */
export const useForecast = (id: string) => useMutation({ mutationFn: () => answer(client.GET('/api/v1/profiles/{id}/erasure', { params: { path: { id } } })) });

/** Erases a customer for ever. Nothing that was asked before is true any more. */
export function useErase(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (why: string) => answer(client.POST('/api/v1/profiles/{id}/erasure', { params: { path: { id } }, body: { why, dry_run: false, all: false } })),
    onSuccess: () => queries.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'session' }),
  });
}

export const proofsQuery = queryOptions({ queryKey: ['erasures'], queryFn: ({ signal }) => read('/api/v1/erasures', { signal }) });
