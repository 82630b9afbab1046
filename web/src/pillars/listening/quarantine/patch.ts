/** One line of the form: set or remove a member of the event at a pointer (RFC 6901). */
export type Change = { id: number; do: 'set' | 'remove'; path: string; value: string };

export type Operation = { op: string; path: string; from?: string; value?: unknown };

/** What a person typed as a value: JSON where it is JSON, else the text itself. */
export function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The patch that the form stands for; lines without a pointer do not count. */
export const patchOf = (changes: readonly Change[]): Operation[] =>
  changes.filter(({ path }) => path.startsWith('/')).map((one) => (one.do === 'remove' ? { op: 'remove', path: one.path } : { op: 'add', path: one.path, value: valueOf(one.value) }));

/** A patch as people read and edit it. */
export const written = (patch: readonly Operation[]): string => JSON.stringify(patch, null, 2);

/** The patch that was typed; null while it is no JSON list. */
export function readPatch(text: string): Operation[] | null {
  try {
    const patch = JSON.parse(text) as unknown;
    return Array.isArray(patch) ? (patch as Operation[]) : null;
  } catch {
    return null;
  }
}

/** Where in the event, from where in the request: /batch/3/userId is /userId. */
export const within = (pointer: string): string => pointer.replace(/^(?:(?:\/(?:batch|data|resourceLogs|scopeLogs|logRecords))?\/\d+)+/, '');

/** The text of an event with line breaks when it is JSON, else as it came. */
export function laidOut(original: string): string {
  try {
    return JSON.stringify(JSON.parse(original), null, 2);
  } catch {
    return original;
  }
}
