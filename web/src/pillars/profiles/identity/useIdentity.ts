import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, client } from '@/api/client';
import { read } from '@/api/read';
import type { Policy } from '../shapes';

/** How records are told apart: how many customers they make, and by which model. */
export const identityQuery = queryOptions({ queryKey: ['identity'], queryFn: ({ signal }) => read('/api/v1/identity', { signal }) });

/** What each kind of identifier may do. */
export const policiesQuery = queryOptions({ queryKey: ['identity', 'policies'], queryFn: ({ signal }) => read('/api/v1/identity/policies', { signal }) });

/** Values that are held to be shared, so that they join nobody. */
export const sharedQuery = queryOptions({ queryKey: ['identity', 'shared'], queryFn: ({ signal }) => read('/api/v1/identity/shared', { signal }) });

/** Joins that protection refused, of all customers or of one. */
export const refusedQuery = (profile?: string) => queryOptions({ queryKey: ['identity', 'refused', profile], queryFn: ({ signal }) => read('/api/v1/identity/refused', { search: { take: '20', ...(profile === undefined ? {} : { profile }) }, signal }) });

/** How far the word of each source is trusted. */
export const trustQuery = queryOptions({ queryKey: ['trust'], queryFn: ({ signal }) => read('/api/v1/trust', { signal }) });

/** Who is who may change with a model or a policy, so everything is asked again. */
function useChange<Said, Told>(change: (said: Said) => Promise<Told>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => queries.invalidateQueries() });
}

export const useRefit = () => useChange(() => answer(client.POST('/api/v1/identity/refit')));
export const useAdopt = () => useChange(() => answer(client.POST('/api/v1/identity/adopt')));
export const usePolicies = () => useChange((policies: readonly Policy[]) => answer(client.PUT('/api/v1/identity/policies', { body: { policies: [...policies], version: 0, at: null, by: null } })));
export const useTrust = () => useChange(({ source, trust }: { source: number; trust: number }) => answer(client.PUT('/api/v1/trust/{source}', { params: { path: { source } }, body: { trust } })));
