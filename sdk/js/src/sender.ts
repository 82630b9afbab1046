import type { Entry, Queue } from './queue.ts';

/** Sends the queue in batches, again and again with the same ids until the server says that it has them. */
export interface Sender {
  /** Sends soon, together with what else comes. */
  soon(): void;
  /** Sends now; done when the queue is empty or has to wait. */
  now(): Promise<void>;
  /** The page goes: hands everything unacknowledged to the browser. Nobody hears the answer, so all of it stays in the queue. */
  leave(): void;
}

const COLLECT = 500; // milliseconds in which events gather
const PATIENCE = 15_000; // milliseconds for an answer
const FIRST_WAIT = 1_000; // milliseconds; doubles
const LONGEST_WAIT = 300_000;
const MOST_EVENTS = 100;
const MOST_BYTES = 400_000;
const LEAVING_BYTES = 60_000; // browsers let 64 KiB outlive a page

/** @param url Origin of the installation. @param key Write key. */
export function batchSender(url: string, key: string, queue: Queue): Sender {
  const address = url.replace(/\/+$/, '') + '/v1/batch';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let failures = 0;
  let notBefore = 0;
  let most = MOST_EVENTS;
  let stopped = false;

  // Text, so that the browser asks no preflight; the key in the body, because a beacon has no headers.
  const bodyOf = (entries: Entry[]) =>
    `{"writeKey":${JSON.stringify(key)},"sentAt":"${new Date().toISOString()}","batch":[${entries.map((one) => one.json).join()}]}`;

  const post = (entries: Entry[], keepalive: boolean) => fetch(address, {
    method: 'POST',
    body: bodyOf(entries),
    headers: { 'Content-Type': 'text/plain' },
    credentials: 'omit',
    redirect: 'error',
    keepalive,
    signal: AbortSignal.timeout(PATIENCE),
  });

  const later = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void now(), milliseconds);
  };

  const giveUp = (entries: Entry[], why: string) => {
    console.warn(`throughline: ${entries.length} event(s) given up, ${why}`);
    queue.remove(entries);
  };

  /** True when the next batch may go at once. */
  const settle = (entries: Entry[], response: Response | undefined): boolean => {
    const status = response?.status ?? 0;
    if (status >= 200 && status < 300) {
      queue.remove(entries);
      failures = 0;
      most = Math.min(MOST_EVENTS, most * 2);
      return true;
    }
    if (status === 401 || status === 403) {
      stopped = true; // what waits is kept for a page with a key that works
      console.error(`throughline: the server refuses the write key or this page's origin (${status})`);
      return false;
    }
    if (status === 413 && entries.length > 1) {
      most = entries.length >> 1;
      return true;
    }
    if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
      giveUp(entries, `the server answered ${status}`);
      return true;
    }
    const asked = /^\d+$/.exec(response?.headers.get('Retry-After') ?? '');
    const grown = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++);
    const wait = Math.max(asked === null ? 0 : Number(asked[0]) * 1000, grown * (0.5 + Math.random() / 2));
    notBefore = asked === null ? 0 : Date.now() + wait;
    later(wait);
    return false;
  };

  const now = async () => {
    if (busy || stopped) return;
    if (Date.now() < notBefore) return later(notBefore - Date.now());
    clearTimeout(timer);
    timer = undefined;
    busy = true;
    try {
      for (let goOn = true; goOn && queue.length > 0;) {
        const entries = queue.first(most, MOST_BYTES);
        const small = entries.reduce((sum, one) => sum + one.size + 1, 200) < LEAVING_BYTES;
        goOn = settle(entries, await post(entries, small && failures === 0).catch(() => undefined));
      }
    } finally {
      busy = false;
    }
  };

  return {
    now,
    soon: () => { if (timer === undefined && !busy) later(COLLECT); },
    leave() {
      for (let from = 0; from < queue.length && !stopped;) {
        const entries = queue.first(MOST_EVENTS, LEAVING_BYTES - 200, from);
        const given = navigator.sendBeacon?.(address, bodyOf(entries)) === true;
        if (!given) {
          void post(entries, true).catch(() => undefined);
          return; // the browser takes no more
        }
        from += entries.length;
      }
    },
  };
}
