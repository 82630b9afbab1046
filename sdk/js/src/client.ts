import { consentContext, decide, type Decisions, hasPrivacyControl } from './consent.ts';
import { newId } from './id.ts';
import { eventQueue } from './queue.ts';
import { batchSender } from './sender.ts';
import { localStore } from './store.ts';

declare const VERSION: string;

/** How the SDK is started. */
export interface Options {
  /** Write key of the source. It can only write, so it may stand in a page. */
  key: string;
  /** Origin of the installation, for example `https://cx.example.com`. */
  url: string;
  /** The purpose whose consent lets the SDK keep an id and waiting events in this browser. Default `analytics`. */
  purpose?: string;
  /** True: nothing is sent before that purpose is granted; events wait in memory, and a "no" forgets them. Default false. */
  needsConsent?: boolean;
}

/** Facts about a customer or an event: whatever JSON can carry. */
export type Traits = Record<string, unknown>;

/** The SDK. Every call returns at once and never throws. */
export interface Throughline {
  /** Something was done: "Order Completed". */
  track(event: string, properties?: Traits): void;
  /** From here on it is this customer. */
  identify(userId: string, traits?: Traits): void;
  /** A page was seen. */
  page(name?: string, properties?: Traits): void;
  /** What was decided, by purpose: `{ analytics: true, advertising: false }`. Dated, carried by every later event and sent as an event of its own. */
  consent(purposes: Record<string, boolean>): void;
  /** Forgets who it is, for example after signing out: a new anonymous id, no user. */
  reset(): void;
  /** Sends what waits; done when there is nothing left or the server has to be tried again later. */
  flush(): Promise<void>;
  /** Calls written down as lists, the form in which they wait before the script is there: `push(['track', 'Seen'])`. */
  push(...calls: [string, ...unknown[]][]): void;
  /** Events that the server has not acknowledged yet. */
  readonly waiting: number;
}

interface Kept {
  id: string;
  user?: string;
  consent: Decisions;
}

const MOST_HELD = 1000;

/** Starts the SDK on this page. */
export function start({ key, url, purpose = 'analytics', needsConsent = false }: Options): Throughline {
  const store = localStore(`throughline:${key.slice(0, 12)}:`);
  const queue = eventQueue(store);
  const sender = batchSender(url, key, queue);
  let me: Kept = { id: newId(), consent: {} };
  let held: string[] = []; // before a needed consent: in memory, and never sent without it

  const decided = () => me.consent[purpose]?.granted;
  const remember = () => store.write('me', JSON.stringify(me));
  const send = (json: string) => {
    queue.add(json);
    sender.soon();
  };

  /** Lets the browser keep things, or takes them out of it, as the decision says. */
  const obey = (takeOver = true) => {
    store.open(decided() === true);
    if (decided() === true) {
      remember();
      if (takeOver) queue.keep();
      held.forEach(send);
      if (queue.length > 0) sender.soon();
    }
    if (decided() !== undefined) held = [];
  };

  const write = (type: string, more: object) => JSON.stringify({
    type,
    messageId: newId(),
    timestamp: new Date().toISOString(),
    anonymousId: me.id,
    userId: me.user,
    ...more,
    context: {
      library: { name: 'throughline-js', version: VERSION },
      page: { url: location.href, path: location.pathname, search: location.search, title: document.title, referrer: document.referrer },
      locale: navigator.language,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      consent: consentContext(me.consent),
      globalPrivacyControl: hasPrivacyControl() || undefined,
    },
  });

  const event = (type: string, more: object) => {
    if (needsConsent && decided() === false) return;
    try {
      const json = write(type, more);
      if (!needsConsent || decided() === true) send(json);
      else if (held.length < MOST_HELD) held.push(json);
    } catch {
      console.error(`throughline: this ${type} call cannot be written as JSON`);
    }
  };

  const self: Throughline = {
    get waiting() { return queue.length + held.length; },
    track: (name, properties) => event('track', { event: String(name), properties }),
    page: (name, properties) => event('page', { name, properties }),
    identify(userId, traits) {
      me.user = String(userId);
      remember();
      event('identify', { traits });
    },
    consent(purposes) {
      const before = decided();
      me.consent = decide(me.consent, purposes, new Date().toISOString());
      obey();
      // Who never said yes where a yes is needed is not even heard saying no; a no after a yes must arrive.
      if (!needsConsent || before === true || decided() === true) send(write('track', { event: 'Consent Changed', properties: { purposes } }));
    },
    reset() {
      me = { id: newId(), consent: me.consent };
      remember();
    },
    flush: sender.now,
    push(...calls) {
      for (const [name, ...rest] of calls) {
        const call = (self as unknown as Record<string, unknown>)[name];
        if (typeof call === 'function') call(...rest);
      }
    },
  };

  /** Takes what an earlier page, or another one of this site, kept. It kept it with consent. */
  const recall = (takeOver: boolean) => {
    try {
      const kept = JSON.parse(store.read('me') ?? 'null') as Partial<Kept> | null;
      if (kept?.id && kept.consent) {
        me = kept as Kept;
        obey(takeOver);
      } else if (decided() === true) {
        me.consent = decide(me.consent, { [purpose]: false }, new Date().toISOString()); // taken back on another page
        obey();
      }
    } catch {
      store.remove('me');
    }
  };

  recall(true);
  addEventListener('storage', ({ key: changed }) => { if (changed === null || changed === store.path('me')) recall(false); });

  let leaving = false;
  addEventListener('pagehide', () => {
    leaving = true;
    sender.leave();
  });
  addEventListener('pageshow', () => { leaving = false; });
  addEventListener('online', () => void sender.now());
  document.addEventListener('visibilitychange', () => {
    // A page in the background may never come back: send while the answer can still be heard.
    if (document.visibilityState === 'hidden' && !leaving) void sender.now();
  });
  return self;
}
