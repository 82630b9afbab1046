import { edit, one, type Search } from '@/app/address/search';
import type { Period } from '@/app/address/period';
import { isDay } from '@/app/address/period';

/** Names in an address that choose records; the server reads them under the same names. */
const names = new Set(['source', 'from', 'to', 'channel', 'touchpoint', 'language', 'detector', 'topic', 'read_in', 'customer', 'text', 'q']);
const byId = /^[as]\.\d+$/;
/** Names that say where to look; every other filter narrows what is found there. */
const place = new Set(['source', 'from', 'to']);

export const isFilter = (name: string): boolean => names.has(name) || byId.test(name);
export const narrows = (name: string): boolean => isFilter(name) && !place.has(name);

const pick = (search: Search, keep: (name: string) => boolean): Search => Object.fromEntries(Object.entries(search).filter(([name]) => keep(name)));

/** What of an address chooses records. */
export const filterOf = (search: Search): Search => pick(search, isFilter);

/** What of an address narrows the records of a source and a period. */
export const narrowingOf = (search: Search): Search => pick(search, narrows);

/** The same address without anything that narrows. */
export const widest = (search: Search): Search => pick(search, (name) => !narrows(name));

/** Takes some names of an address, in its order. */
export const narrowTo = (search: Search, wanted: readonly string[]): Search => pick(search, (name) => wanted.includes(name));

/** A period named by two members of an address; null unless both are days in order. */
export function periodOf(search: Search, from = 'from', to = 'to'): Period | null {
  const period = { from: one(search, from), to: one(search, to) };
  return isDay(period.from) && isDay(period.to) && period.from <= period.to ? { from: period.from, to: period.to } : null;
}

/** Where a view looks: a source and a period, either of which may be open. */
export type Scope = { source?: number | null; period?: Period | null };

/** The filter of an address with its source and days written out, so that another page sees the same records. */
export function within(search: Search, { source, period }: Scope, more: Record<string, string | string[] | undefined> = {}): Search {
  const fixed = {
    ...(source === null || source === undefined ? {} : { source: String(source) }),
    ...(period === null || period === undefined ? {} : { from: period.from, to: period.to }),
  };
  return edit(filterOf(search), { ...fixed, ...more });
}

/** Text of a range of answers in an address: 1..2, or 3 alone. */
export const rangeText = (low: number, high: number): string => (low === high ? String(low) : `${low}..${high}`);

/** The two ends of a range in an address; null when it cannot be read. */
export function readRange(text: string): { low: number; high: number } | null {
  const ends = text.split('..').map(Number);
  const [low, high = low] = ends;
  return ends.length > 2 || text.trim() === '' || low === undefined || high === undefined || !Number.isFinite(low) || !Number.isFinite(high) ? null : { low, high };
}
