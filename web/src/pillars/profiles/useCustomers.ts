import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, client } from '@/api/client';
import { read } from '@/api/read';

/** Customers by any identifier, or by a name in any script; without words those with the most signals first. */
export const useCustomers = (words: string | undefined) =>
  useInfiniteQuery({
    queryKey: ['customers', words],
    queryFn: ({ pageParam, signal }) => read('/api/v1/profiles', { search: { take: '50', ...(words === undefined ? {} : { q: words }), ...(pageParam === undefined ? {} : { after: pageParam }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    // After an import customers, and their names, follow by a few seconds.
    refetchInterval: ({ state }) => ((state.data?.pages[0]?.behind ?? 0) > 0 ? 3_000 : false),
  });

/** What we hold of one customer, by the profile's id or any identifier. */
export const useCustomer = (id: string) =>
  useQuery({ queryKey: ['customer', id], queryFn: ({ signal }) => read('/api/v1/profiles/{id}', { params: { id }, signal }) });

/** One customer's signals from every channel, the newest first. */
export const useTimeline = (id: string) =>
  useInfiniteQuery({
    queryKey: ['timeline', id],
    queryFn: ({ pageParam, signal }) => read('/api/v1/profiles/{id}/timeline', { params: { id }, search: { take: '100', ...(pageParam === undefined ? {} : { after: pageParam }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** Something is done to who is who; every view of customers is asked again, and the deed settles when they have answered. */
function useDeed<Said, Told>(deed: (said: Said) => Promise<Told>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSuccess: () => Promise.all(['customers', 'customer', 'timeline', 'link', 'reviews', 'identity'].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
}

const at = (id: string) => ({ path: { id } });
const said = (why: string): string | null => (why === '' ? null : why);

/** Says that customers are one; the oldest stays and the others lead to it. */
export const useJoin = () => useDeed(({ profiles, why }: { profiles: string[]; why: string }) => answer(client.POST('/api/v1/profiles/merge', { body: { profiles, why: said(why) } })));

/** Takes a join apart, or the undoing of one back; what was one is two again, or the other way round. */
export const useUnmerge = (id: string) => useDeed(({ fact, why }: { fact: number; why: string }) => answer(client.POST('/api/v1/profiles/{id}/unmerge', { params: at(id), body: { fact, records: null, why: said(why) } })));

/** Takes back what somebody said of two records; the evidence decides again. */
export const useLift = () => useDeed((fact: number) => answer(client.DELETE('/api/v1/identity/statements/{fact}', { params: { path: { fact } } })));

/** Says by hand which value is right, or leaves it to the rule again. */
export const usePin = (id: string) => useDeed((body: { attribute: number; value: string; why: string }) => answer(client.POST('/api/v1/profiles/{id}/pins', { params: at(id), body })));
export const useUnpin = (id: string) => useDeed((attribute: number) => answer(client.DELETE('/api/v1/profiles/{id}/pins/{attribute}', { params: { path: { id, attribute } } })));

/** Ties between customers: stated by hand, or ended. */
export const useRelate = () => useDeed((body: { from: string; to: string; type: string; since: string | null; until: string | null; why: string }) => answer(client.POST('/api/v1/relations', { body })));
export const useEndRelation = () => useDeed(({ id, why }: { id: number; why: string }) => answer(client.DELETE('/api/v1/relations/{id}', { params: { path: { id }, query: why === '' ? {} : { why } } })));
