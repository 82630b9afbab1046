import { newId } from './id.ts';
import type { Store } from './store.ts';

/** An event as it will be sent, frozen when it was made: the same id always carries the same words. */
export interface Entry {
  json: string;
  /** UTF-8 bytes. */
  size: number;
}

/** Events that the server has not acknowledged, the oldest first. */
export interface Queue {
  readonly length: number;
  /** Events given up because there were too many. */
  readonly lost: number;
  add(json: string): void;
  /** The oldest, at most so many and so many bytes, but always one. */
  first(most: number, bytes: number, from?: number): Entry[];
  remove(entries: Entry[]): void;
  clear(): void;
  /** Takes over what earlier pages left behind, and keeps what is here. */
  keep(): void;
}

const MOST_EVENTS = 1000;
const MOST_BYTES = 2_000_000;
const entry = (json: string): Entry => ({ json, size: new TextEncoder().encode(json).length });

/** A queue in memory; a copy of it is in the store while that is open. Each page has a copy of its own, so pages do not overwrite each other. */
export function eventQueue(store: Store): Queue {
  const mine = 'q:' + newId();
  let entries: Entry[] = [];
  let lost = 0;
  const save = () => {
    if (entries.length === 0) store.remove(mine);
    else store.write(mine, JSON.stringify(entries.map((one) => one.json)));
  };
  const trim = () => {
    let bytes = entries.reduce((sum, one) => sum + one.size, 0);
    while (entries.length > MOST_EVENTS || (bytes > MOST_BYTES && entries.length > 1)) {
      bytes -= entries.shift()!.size;
      if (lost++ === 0) console.warn('throughline: too many events wait, the oldest are given up');
    }
  };
  return {
    get length() { return entries.length; },
    get lost() { return lost; },
    add(json) {
      entries.push(entry(json));
      trim();
      save();
    },
    first(most, bytes, from = 0) {
      const taken: Entry[] = [];
      for (const one of entries.slice(from, from + most)) {
        bytes -= one.size + 1;
        if (bytes < 0 && taken.length > 0) break;
        taken.push(one);
      }
      return taken;
    },
    remove(done) {
      entries = entries.filter((one) => !done.includes(one));
      save();
    },
    clear() {
      entries = [];
      save();
    },
    keep() {
      // A page that still lives keeps its own in memory and writes them again; what both send, the server knows by its id.
      for (const name of store.names().filter((one) => one.startsWith('q:') && one !== mine)) {
        try {
          entries.push(...(JSON.parse(store.read(name) ?? '[]') as string[]).map(entry));
        } catch {
          // What cannot be read is gone already.
        }
        store.remove(name);
      }
      trim();
      save();
    },
  };
}
