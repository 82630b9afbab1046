import { edit, one, type Search } from '@/app/address/search';
import type { Catalogue } from './catalogue';
import { filterOf, narrowTo } from './filter';

type Known = Pick<Catalogue, 'sources' | 'questions' | 'default_view'>;

/** Views that show one source, chosen by the server when the address names none, and the name of their score in the address. */
const scoreNames: Record<string, string> = { '/pulse': 'question', '/priorities': 'outcome' };

/** The source that a view shows; null where it shows all of them, or none. */
export function sourceShown(path: string, search: Search, { sources, questions, default_view }: Known): Known['sources'][number] | null {
  const score = scoreNames[path];
  const asked = score === undefined ? undefined : questions.find(({ id }) => String(id) === one(search, score));
  const id = one(search, 'source') ?? asked?.source_id ?? (score === undefined ? undefined : default_view?.source);
  return sources.find((source) => String(source.id) === String(id)) ?? null;
}

/** Whose data a view shows: the demo company's, the reader's own, or both side by side. */
export function whoseData(path: string, search: Search, known: Known): 'demo' | 'own' | 'both' {
  const shown = sourceShown(path, search, known);
  if (shown !== null) return shown.demo ? 'demo' : 'own';
  const demo = known.sources.filter((source) => source.demo).length;
  return demo === 0 ? 'own' : demo === known.sources.length ? 'demo' : 'both';
}

/** What belongs to reading single voices, and means nothing for a score. */
const ofReading = ['q', 'text', 'customer'];

/** The part of an address that another view understands: source, days and filters, and the score they are about. */
export function carried(search: Search, from: string, to: string): Search {
  if (to === '/sources' || to === '/register') return narrowTo(search, ['source']);
  const [here, there] = [scoreNames[from], scoreNames[to]];
  const place = edit(filterOf(search), Object.fromEntries(ofReading.map((name) => [name, undefined])));
  return here === undefined || there === undefined ? place : edit(place, { [there]: one(search, here) });
}
