import { useQueries } from '@tanstack/react-query';
import { read } from '@/api/read';
import type { Review } from '../shapes';

export type Named = (side: Review['left']) => string;

/** What the sides of pairs are called: by their record, else by the customer whose record it is, else by the source. */
export function useNames(pairs: readonly Review[]): Named {
  const nameless = [...new Set(pairs.flatMap(({ left, right }) => [left, right]).flatMap(({ name, profile }) => (name === null && profile !== null ? [profile] : [])))];
  const customers = useQueries({ queries: nameless.map((id) => ({ queryKey: ['customer', id], queryFn: ({ signal }: { signal: AbortSignal }) => read('/api/v1/profiles/{id}', { params: { id }, signal }) })) });
  const names = new Map(nameless.map((id, i) => [id, customers[i]?.data?.name ?? null]));
  return ({ name, profile, source, record }) => `\u2068${name ?? names.get(profile ?? '') ?? `${source ?? ''} ${record}`}\u2069`;
}
