import { queryOptions, useQuery } from '@tanstack/react-query';
import { read, type Served } from '@/api/read';

export type Catalogue = Served['CatalogueView'];
export type Question = Served['Question'];
export type AttributeEntry = Served['AttributeEntry'];

/** What can be asked: sources, questions, attributes. One for all pages. */
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: ({ signal }) => read('/api/v1/catalogue', { signal }),
});

export const useCatalogue = (enabled = true) => useQuery({ ...catalogueQuery, enabled });

/** Splits with more groups than this say nothing at a glance. */
const mostGroups = 200;

/** What the answers of a source can be split by, as it stands in an address. */
export function splitsOf(catalogue: Catalogue, sourceId: number): string[] {
  const fixed = [
    ...(catalogue.channels.length > 0 ? ['channel'] : []),
    ...(catalogue.touchpoints.length > 0 ? ['touchpoint'] : []),
    ...(catalogue.languages.length > 0 ? ['language'] : []),
  ];
  const offered = (by: string) => !notOffered(catalogue, sourceId).some((one) => one.by === by);
  return [...attributesOf(catalogue, sourceId).filter((a) => a.distinct >= 2 && a.distinct <= mostGroups).map((a) => `a.${a.id}`), ...fixed.filter(offered)];
}

/** Attributes that a source gives and that describe more than one person. */
export const attributesOf = (catalogue: Catalogue, sourceId: number | null): AttributeEntry[] =>
  catalogue.attributes.filter((a) => a.kind !== 'identity' && a.distinct > 0 && (sourceId === null || a.sources.includes(sourceId)));

/** What a source has, or any of them, and may not be split or filtered by: no purpose is named for it. */
export const notOffered = (catalogue: Catalogue, sourceId: number | null) =>
  catalogue.not_offered.filter(({ sources }) => sourceId === null || sources.includes(sourceId));
