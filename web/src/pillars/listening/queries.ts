import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, client, type Schemas } from '@/api/client';

export type Source = Schemas['SourceView'];
export type QuarantineGroup = Schemas['QuarantineGroup'];
export type Import = Schemas['ImportView'];

export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: ({ signal }) => answer(client.GET('/api/v1/sources', { signal })),
});

export const quarantineQuery = (source: string | undefined) =>
  queryOptions({
    queryKey: ['quarantine', source ?? 'all'],
    queryFn: ({ signal }) => answer(client.GET('/api/v1/quarantine/groups', { params: { query: { source: source === undefined ? undefined : Number(source), take: 1 } }, signal })),
  });

/** The first held rows of one reason. */
export const heldRowsQuery = (group: QuarantineGroup) =>
  queryOptions({
    queryKey: ['quarantine', String(group.source.id), group.column, group.code],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/quarantine/groups', { params: { query: { source: group.source.id, code: group.code, column: group.column ?? undefined, take: 20 } }, signal })),
  });

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => answer(client.GET('/api/v1/imports', { signal })),
  refetchInterval: ({ state }) => (state.data?.items.some(isRunning) === true ? 1000 : false),
});

export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: ({ signal }) => answer(client.GET('/api/v1/demo', { signal })),
});

export const mappingQuery = (name: string, version?: number) =>
  queryOptions({
    queryKey: ['mapping', name, version ?? 'newest'],
    queryFn: ({ signal }) => answer(client.GET('/api/v1/mappings/{name}', { params: { path: { name }, query: { version } }, signal })),
  });

/** The mapping that a source uses now; undefined while it is fetched, or where there is none. */
export function useMappingOf(source: number): Schemas['Mapping'] | undefined {
  const { data } = useQuery(sourcesQuery);
  const used = data?.items.find(({ id }) => id === source)?.mapping ?? undefined;
  return useQuery({ ...mappingQuery(used?.name ?? '', used?.version), enabled: used !== undefined }).data?.mapping;
}

export const isRunning = (one: Import): boolean => one.state === 'waiting' || one.state === 'reading' || one.state === 'storing';

/** After rows came, went or were replayed: everything that counts them is asked again. */
export function useCountAgain(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ predicate: ({ queryKey }) => !['suggestion', 'preview'].includes(String(queryKey[0])) });
}

export function useRemoveSource() {
  const countAgain = useCountAgain();
  return useMutation({
    mutationFn: (id: number) => answer(client.DELETE('/api/v1/sources/{id}', { params: { path: { id } } })),
    onSettled: countAgain,
  });
}

type ReplayOf = { source_id: number; code: string; column: string | null; mapping: Schemas['Mapping'] | null; dry_run: boolean };

export function useReplay() {
  const countAgain = useCountAgain();
  return useMutation({
    mutationFn: (body: ReplayOf) => answer(client.POST('/api/v1/quarantine/groups/replay', { body })),
    onSuccess: (_, { dry_run }) => (dry_run ? undefined : countAgain()),
  });
}
