import { type Search, writeSearch } from '@/app/address/search';
import { answer, client } from './client';
import type { components, paths } from './generated/schema';

/** The server writes every member, null ones too; its document marks members of small value types as if they could be left out. */
type Told<T> = T extends readonly (infer Item)[] ? Told<Item>[] : T extends object ? { [Name in keyof T]-?: Told<T[Name]> } : T;

/** What the server tells, by the name it has in its document. */
export type Served = { [Name in keyof components['schemas']]: Told<components['schemas'][Name]> };

type Answer<Path extends keyof paths> = paths[Path] extends { get: { responses: { 200: { content: { 'application/json': infer T } } } } } ? T : never;
type Ask = { params?: Record<string, string | number>; search?: Search; signal?: AbortSignal };
type Get = (path: string, init: unknown) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** Reads a route. The filter of an address goes along as it stands: names with a dot and repeated names cannot be named one by one. */
export async function read<Path extends keyof paths>(path: Path, { params = {}, search = {}, signal }: Ask = {}): Promise<Told<Answer<Path>>> {
  const get = client.GET as unknown as Get;
  return (await answer(get(path, { params: { path: params, query: search }, querySerializer: (query: Search) => writeSearch(query).slice(1), signal }))) as Told<Answer<Path>>;
}
