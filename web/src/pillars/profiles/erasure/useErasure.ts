import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, type Forecast, type Proof, type Proofs } from '../shapes';

/** What an erasure would take, and what would stay; nothing is written. */
export const useForecast = (id: string) => useMutation({ mutationFn: () => ask<Forecast>('POST', '/api/v1/profiles/{id}/erasure', { params: { id }, body: { why: null, dry_run: true } }) });

/** Erases a customer for ever. Nothing that was asked before is true any more. */
export function useErase(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (why: string) => ask<Proof>('POST', '/api/v1/profiles/{id}/erasure', { params: { id }, body: { why, dry_run: false } }),
    onSuccess: () => queries.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'session' }),
  });
}

export const proofsQuery = queryOptions({ queryKey: ['erasures'], queryFn: ({ signal }) => ask<Proofs>('GET', '/api/v1/erasures', { signal }) });
