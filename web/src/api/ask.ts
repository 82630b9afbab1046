import { answer, client } from './client';
import { type Search, writeSearch } from '@/app/address/search';

/** An address handed to the server as it stands: names with a dot and repeated names cannot be named one by one in its document. */
export const asked = (search: Search) => ({
  params: { query: search as never },
  querySerializer: (query: unknown) => writeSearch(query as Search).slice(1),
});

/** Asks a route that the generated schema does not name yet. */
export async function askAwaited<T>(path: string, search: Search, signal?: AbortSignal): Promise<T> {
  const get = client.GET as unknown as (path: string, init: unknown) => Promise<{ data?: T; error?: unknown; response: Response }>;
  return answer(get(path, { ...asked(search), signal }));
}
