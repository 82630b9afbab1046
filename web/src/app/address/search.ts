/** The state of a view is its address: flat names and texts, a name may come several times. */
export type Search = Record<string, string | string[]>;

export function parseSearch(text: string): Search {
  const search: Search = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const before = search[name];
    search[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return search;
}

export function writeSearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') params.append(name, String(one));
    }
  }
  // Colons and slashes may stand in a query as they are, and read better.
  const text = params.toString().replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

export const one = (search: Search, name: string): string | undefined => {
  const value = search[name];
  return Array.isArray(value) ? value[0] : value;
};

export const all = (search: Search, name: string): string[] => {
  const value = search[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
};

/** A new state with some names set anew; undefined or an empty list lifts a name. */
export function edit(search: Search, changes: Record<string, string | string[] | undefined>): Search {
  const next: Search = { ...search };
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) delete next[name];
    else next[name] = Array.isArray(value) && value.length === 1 ? (value[0] ?? '') : value;
  }
  return next;
}

/** Lifts one value of a name, leaving its others. */
export const lift = (search: Search, name: string, value?: string): Search =>
  edit(search, { [name]: value === undefined ? undefined : all(search, name).filter((kept) => kept !== value) });
