import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { read, type Served } from '@/api/read';
import { lastDays } from '@/app/address/period';
import { edit, one, type Search, writeSearch } from '@/app/address/search';
import { filterOf, periodOf } from '@/app/view/filter';

export type Theme = Served['Theme'];
export type ThemeStrip = Served['ThemeStrip'];
export type ThemeSide = NonNullable<ThemeStrip['a']>;
export type ThemeSeries = Served['ThemeSeriesView'];

/** What parts the two groups, as the address says it: a score, or one value of something against another, or against all others. */
export type Pair = { by: string; question?: string; a?: string; b?: string };

/** Values are compared only where one is named; else the outcome parts who is content from who is not. */
export function pairOf(search: Search): Pair {
  const by = one(search, 'by');
  const a = one(search, 'a');
  return by === undefined || by === 'score' || a === undefined ? { by: 'score', question: one(search, 'question') } : { by, a, b: one(search, 'b') };
}

const filter = (search: Search): Search => edit(filterOf(search), { topic: undefined, detector: undefined, text: undefined });

/** What rises, and what parts the two groups of the address. */
export function useThemes(search: Search) {
  const { by, question, a, b } = pairOf(search);
  const asked = edit(filter(search), { by, question, a, b });
  return useQuery({ queryKey: ['themes', writeSearch(asked)], queryFn: ({ signal }) => read('/api/v1/themes', { search: asked, signal }), placeholderData: keepPreviousData });
}

export const grains = ['week', 'month'] as const;
export type Grain = (typeof grains)[number];

/** The days that a theme is shown over: those of the address where they are long, else half a year of weeks or two years of months up to the last of them. */
export function daysOf(grain: Grain, search: Search, last: string | undefined): { from?: string; to?: string } {
  const to = periodOf(search)?.to ?? last;
  if (to === undefined) return {};
  const from = lastDays(to, grain === 'week' ? 26 * 7 : 730).from;
  const asked = periodOf(search)?.from;
  return { from: asked !== undefined && asked < from ? asked : grain === 'month' ? `${from.slice(0, 8)}01` : from, to };
}

/** One theme over time. */
export function useSeries(kind: string, id: string, grain: Grain, search: Search, last: string | undefined) {
  const asked = edit(filter(search), { by: grain, ...daysOf(grain, search, last) });
  return useQuery({ queryKey: ['themes', kind, id, writeSearch(asked)], queryFn: ({ signal }) => read('/api/v1/themes/{kind}/{id}/series', { params: { kind, id }, search: asked, signal }), placeholderData: keepPreviousData });
}
