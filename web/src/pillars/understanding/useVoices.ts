import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { read, type Served } from '@/api/read';
import { edit, one, type Search, writeSearch } from '@/app/address/search';
import { filterOf } from '@/app/view/filter';

export type Verbatim = Served['Verbatim'];
export type Facets = Served['VoiceFacets'];
export type SignalRecord = Served['SignalRecord'];

export const orders = ['newest', 'oldest', 'lowest', 'highest'] as const;
export type Order = (typeof orders)[number];
export const orderOf = (search: Search): Order => orders.find((order) => order === one(search, 'sort')) ?? 'newest';

/** All records behind a number, or only those with words. */
export const wholeRecords = (search: Search): boolean => one(search, 'records') === 'all';

const page = '30';

/** One page after another: verbatims with what they can be narrowed by, or all records behind a number. */
export function useVoices(search: Search) {
  const whole = wholeRecords(search);
  const wanted = edit(filterOf(search), { sort: orderOf(search), take: page });
  return useInfiniteQuery({
    queryKey: ['voices', whole, writeSearch(wanted)],
    queryFn: async ({ pageParam, signal }) => {
      const asked = edit(wanted, { after: pageParam });
      if (!whole) return read('/api/v1/voices', { search: asked, signal });
      const { items, next, total, left_out } = await read('/api/v1/records', { search: asked, signal });
      return { items, next, total, with_filter_total: total, facets: null, left_out };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** How many signals the filter leaves when none of them has words; 0 when some has, though it may not be shown. */
export function useWordless(search: Search) {
  const asked = edit(filterOf(search), { text: undefined, take: '1' });
  return useQuery({
    queryKey: ['wordless', writeSearch(asked)],
    queryFn: async ({ signal }) => {
      const [all, worded] = await Promise.all([asked, edit(asked, { text: '1' })].map((filter) => read('/api/v1/records', { search: filter, signal })));
      return worded?.total === 0 ? (all?.total ?? 0) : 0;
    },
  });
}

/** One record with everything the log holds of it. */
export const useRecord = (id: string | undefined, words: string | undefined) =>
  useQuery({
    queryKey: ['signal', id, words],
    queryFn: ({ signal }) => read('/api/v1/signals/{id}', { params: { id: id ?? '' }, search: words === undefined ? {} : { q: words }, signal }),
    enabled: id !== undefined,
  });
