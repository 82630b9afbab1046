import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, client } from '@/api/client';
import { read } from '@/api/read';
import type { Review } from '../shapes';

export type Verdict = 'same' | 'different' | 'later';
export type Judged = { review: Review; verdict: Verdict; fact: number | null };

/** Pairs of records that nobody and nothing has decided, those worth most first. */
export const useReviews = () =>
  useInfiniteQuery({
    queryKey: ['reviews'],
    queryFn: ({ pageParam, signal }) => read('/api/v1/identity/reviews', { search: { take: '50', ...(pageParam === undefined ? {} : { after: pageParam }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** After a verdict customers may have become one, or two; the queue itself is asked again too. */
function useAskAgain() {
  const queries = useQueryClient();
  return () => Promise.all(['reviews', 'customers', 'customer', 'link', 'identity'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
}

/** Says of a pair that it is one person, that it is two, or that it is to be looked at later. */
export function useJudge() {
  const again = useAskAgain();
  return useMutation({
    mutationFn: async ({ review, verdict }: { review: Review; verdict: Verdict }): Promise<Judged> => {
      const { fact } = await answer(client.POST('/api/v1/identity/reviews/{id}', { params: { path: { id: review.id } }, body: { verdict, why: null } }));
      return { review, verdict, fact: fact ?? null };
    },
    onSuccess: () => again(),
  });
}

/** Takes a verdict back; the pair stands in the queue again. */
export function useTakeBack() {
  const again = useAskAgain();
  return useMutation({ mutationFn: (fact: number) => answer(client.DELETE('/api/v1/identity/statements/{fact}', { params: { path: { fact } } })), onSuccess: () => again() });
}
