import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, client, type Schemas } from '@/api/client';

export type Element = Schemas['ElementView'];
export type Register = Schemas['RegisterView'];

export const registerQuery = queryOptions({
  queryKey: ['register'],
  queryFn: ({ signal }) => answer(client.GET('/api/v1/register', { signal })),
});

export const consentsQuery = queryOptions({
  queryKey: ['consents'],
  queryFn: ({ signal }) => answer(client.GET('/api/v1/consents', { signal })),
});

export const keyOf = ({ source_id, kind, name }: Element): string => JSON.stringify([source_id, kind, name]);

const named = (elements: readonly Element[]) => elements.map(({ source_id, kind, name }) => ({ source_id, kind, name }));

/** Names a purpose for elements, or takes it away. What may be used changes everywhere, so everything is asked again. */
export function useNamePurpose() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ elements, purpose, on, why }: { elements: readonly Element[]; purpose: string; on: boolean; why: string }) =>
      answer(client.POST('/api/v1/register/purposes', { body: { elements: named(elements), purpose, named: on, why: why.trim() === '' ? null : why.trim() } })),
    onSuccess: () => queries.invalidateQueries(),
  });
}

/** Says on what permission elements are kept. */
export function useSayOrigin() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ elements, permission }: { elements: readonly Element[]; permission: string }) =>
      answer(client.POST('/api/v1/register/origins', { body: { elements: named(elements), permission } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['register'] }),
  });
}
