import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { read, type Served } from '@/api/read';
import { edit, one, type Search, writeSearch } from '@/app/address/search';
import { type Catalogue, splitsOf } from '@/app/view/catalogue';
import { filterOf, narrowTo } from '@/app/view/filter';

export type PulseView = Served['PulseView'];
export type ScoreView = Served['ScoreView'];
export type StripGroup = Served['StripGroup'];

/** What of the page's address the pulse depends on: not the drawer, not the selection. */
export const pulseSearch = (search: Search): Search => ({
  ...filterOf(search),
  ...narrowTo(search, ['question', 'by', 'against', 'against_from', 'against_to']),
});

/** What the groups are: left to the server unless the page is filtered by what it would split by. */
export function splitOf(search: Search, catalogue: Catalogue | undefined): string | undefined {
  const named = one(search, 'by');
  if (named !== undefined || catalogue === undefined) return named;
  const question = catalogue.questions.find(({ id }) => String(id) === one(search, 'question'));
  const source = Number(one(search, 'source') ?? question?.source_id ?? catalogue.default_view?.source ?? NaN);
  const splits = splitsOf(catalogue, source);
  return splits.some((split) => split in search) ? splits.find((split) => !(split in search)) : undefined;
}

const wantedOf = (search: Search, catalogue: Catalogue | undefined): Search => edit(pulseSearch(search), { by: splitOf(search, catalogue) });

export const pulseQueryKey = (search: Search, catalogue: Catalogue | undefined) => ['pulse', writeSearch(wantedOf(search, catalogue))] as const;

/** The page; null while nothing with a score has been heard. */
export function usePulse(search: Search, catalogue: Catalogue | undefined) {
  const wanted = wantedOf(search, catalogue);
  return useQuery({
    queryKey: pulseQueryKey(search, catalogue),
    queryFn: async ({ signal }) => (await read('/api/v1/pulse', { search: wanted, signal }) as PulseView | undefined) ?? null,
    placeholderData: keepPreviousData,
  });
}

/** Customers known and customers heard, of the same company as a source. */
export const useSilence = (source: number | undefined) =>
  useQuery({
    queryKey: ['silence', source],
    queryFn: ({ signal }) => read('/api/v1/silence', { search: { source: String(source) }, signal }),
    enabled: source !== undefined,
  });

/** One score by group, with the groups that are too small to be compared. */
export function useGroups(search: Search, pulse: PulseView | undefined, by: string | undefined) {
  const wanted =
    pulse === undefined || by === undefined
      ? {}
      : edit(filterOf(search), { source: String(pulse.source.id), from: pulse.period?.from, to: pulse.period?.to, against_from: pulse.against?.from, against_to: pulse.against?.to, by });
  const id = pulse?.scores[0]?.question.id;
  return useQuery({
    queryKey: ['metric', id, writeSearch(wanted)],
    queryFn: ({ signal }) => read('/api/v1/metrics/{questionId}', { params: { questionId: id ?? 0 }, search: wanted, signal }),
    enabled: id !== undefined && by !== undefined,
    placeholderData: keepPreviousData,
  });
}
