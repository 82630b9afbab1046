import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Served } from '@/api/read';
import { ask, type Identity, type Policy, type Refit, type SharedValue, type Trust } from '../shapes';

/** How records are told apart: how many customers they make, and by which model. */
export const identityQuery = queryOptions({ queryKey: ['identity'], queryFn: ({ signal }) => ask<Identity>('GET', '/api/v1/identity', { signal }) });

/** What each kind of identifier may do. */
export const policiesQuery = queryOptions({ queryKey: ['identity', 'policies'], queryFn: ({ signal }) => ask<{ policies: Policy[] }>('GET', '/api/v1/identity/policies', { signal }) });

/** Values that are held to be shared, so that they join nobody. */
export const sharedQuery = queryOptions({ queryKey: ['identity', 'shared'], queryFn: ({ signal }) => ask<{ items: SharedValue[]; total: number; left_out: Served['LeftOut'][] }>('GET', '/api/v1/identity/shared', { signal }) });

/** How far the word of each source is trusted. */
export const trustQuery = queryOptions({ queryKey: ['trust'], queryFn: ({ signal }) => ask<{ usual: number; items: Trust[] }>('GET', '/api/v1/trust', { signal }) });

/** Who is who may change with a model or a policy, so everything is asked again. */
function useChange<Said, Told>(change: (said: Said) => Promise<Told>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => queries.invalidateQueries() });
}

export const useRefit = () => useChange(() => ask<{ refit: Refit | null }>('POST', '/api/v1/identity/refit'));
export const useAdopt = () => useChange(() => ask('POST', '/api/v1/identity/adopt'));
export const usePolicies = () => useChange((policies: readonly Policy[]) => ask('PUT', '/api/v1/identity/policies', { body: { policies } }));
export const useTrust = () => useChange(({ source, trust }: { source: number; trust: number }) => ask('PUT', '/api/v1/trust/{source}', { params: { source }, body: { trust } }));
