import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { read, type Served } from '@/api/read';
import { edit, type Search, writeSearch } from '@/app/address/search';
import { filterOf, narrowTo } from '@/app/view/filter';

export type Priorities = Served['PriorityAnswer'];
export type Driver = Served['PriorityDriver'];
export type WhatIfAnswer = Served['WhatIfAnswer'];

/** What of an address the study depends on. */
export const studySearch = (search: Search): Search => ({ ...filterOf(search), ...narrowTo(search, ['outcome', 'drivers']) });

/** What moves an outcome, and what to fix first. */
export function usePriorities(search: Search, enabled = true) {
  const wanted = studySearch(search);
  return useQuery({
    queryKey: ['priorities', writeSearch(wanted)],
    queryFn: ({ signal }) => read('/api/v1/priorities', { search: wanted, signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** If one driver rose by a step for a part of those it reaches. */
export function useWhatIf(search: Search, driver: number | undefined, part: number, threshold?: number) {
  const wanted = edit(studySearch(search), { driver: String(driver), part: String(part), threshold: threshold === undefined ? undefined : String(threshold) });
  return useQuery({
    queryKey: ['what-if', writeSearch(wanted)],
    queryFn: ({ signal }) => read('/api/v1/priorities/what-if', { search: wanted, signal }),
    placeholderData: keepPreviousData,
    enabled: driver !== undefined,
  });
}
