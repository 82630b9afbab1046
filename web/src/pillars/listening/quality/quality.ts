import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, client, type Schemas } from '@/api/client';

export type Quality = Schemas['QualityPage'];
export type Field = Schemas['FieldProfile'];
export type Check = Schemas['CheckView'];
export type Score = Schemas['QualityScore'];
export type Suggestion = Schemas['QualitySuggestion'];
export type Kind = 'checks' | 'recipe';
export type ClusterBy = Schemas['ClusterBy'];

const path = (source: string) => ({ params: { path: { source } } });

export const qualityQuery = (source: string) =>
  queryOptions({
    queryKey: ['quality', source],
    queryFn: ({ signal }) => answer(client.GET('/api/v1/quality/{source}', { ...path(source), signal })),
    // The profile follows the log by a few seconds.
    refetchInterval: ({ state }) => ((state.data?.behind ?? 0) > 0 ? 3_000 : false),
  });

export const valuesQuery = (source: string, field: string) =>
  queryOptions({
    queryKey: ['quality', source, 'values', field],
    queryFn: ({ signal }) => answer(client.GET('/api/v1/quality/{source}/values', { params: { path: { source }, query: { field } }, signal })),
  });

export const failingQuery = (source: string, check: string) =>
  queryOptions({
    queryKey: ['quality', source, 'rows', check],
    queryFn: ({ signal }) => answer(client.GET('/api/v1/quality/{source}/rows', { params: { path: { source }, query: { check } }, signal })),
  });

export const versionsQuery = (source: string, kind: Kind) =>
  queryOptions({
    queryKey: ['quality', source, 'versions', kind],
    queryFn: ({ signal }) => answer(kind === 'checks' ? client.GET('/api/v1/quality/{source}/checks', { ...path(source), signal }) : client.GET('/api/v1/quality/{source}/recipe', { ...path(source), signal })),
  });

export const clustersQuery = (source: string, field: string, by: ClusterBy) =>
  queryOptions({
    queryKey: ['quality', source, 'clusters', field, by],
    queryFn: ({ signal }) => answer(client.GET('/api/v1/quality/{source}/clusters', { params: { path: { source }, query: { field, by } }, signal })),
  });

export const checkWordsQuery = queryOptions({ queryKey: ['check-words'], staleTime: Number.POSITIVE_INFINITY, queryFn: ({ signal }) => answer(client.GET('/api/v1/quality/checks', { signal })) });

/** Saves the checks or the recipe as the next version; everything of the source is asked again. */
export function useSave(source: string, kind: Kind) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { text: string; note?: string }) =>
      answer(kind === 'checks' ? client.PUT('/api/v1/quality/{source}/checks', { ...path(source), body }) : client.PUT('/api/v1/quality/{source}/recipe', { ...path(source), body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['quality', source] }),
  });
}

export const useTryChecks = (source: string) =>
  useMutation({ mutationFn: (text: string) => answer(client.POST('/api/v1/quality/{source}/checks/try', { ...path(source), body: { text } })) });

export const useTryRecipe = (source: string) =>
  useMutation({ mutationFn: (text: string) => answer(client.POST('/api/v1/quality/{source}/recipe/try', { ...path(source), body: { text } })) });

/** Runs the source's mapping over its files again: the recipe of now is carried out on history. */
export function useRerun(source: number, mapping: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (dry_run: boolean) => answer(client.POST('/api/v1/mappings/{name}/rerun', { params: { path: { name: mapping } }, body: { source_id: source, version: null, dry_run } })),
    onSuccess: (_, dry) => (dry ? undefined : queries.invalidateQueries()),
  });
}

/** A file with one line more. */
export const withLine = (text: string, line: string): string => (text.trim() === '' ? `${line}\n` : `${text.replace(/\n*$/, '\n')}${line}\n`);
