import { queryOptions } from '@tanstack/react-query';
import { read, type Served } from '@/api/read';

export type Alert = Served['AlertView'];

const every = 30_000; // milliseconds between looks: the server judges anew when it is asked

/** What is wrong with how the sources listen now; of one source also what was wrong last. */
export const alertsQuery = (source?: string) => queryOptions({
  queryKey: ['alerts', source ?? 'all'],
  queryFn: ({ signal }) => read('/api/v1/alerts', { search: source === undefined ? { state: 'on' } : { source, limit: '5' }, signal }),
  refetchInterval: every,
});
