import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { start, type Throughline } from '../src/index.ts';
import { lost, server, status } from './server.ts';

const options = { key: 'tlw_unit-test-key', url: 'https://cx.example' };
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const leave = () => dispatchEvent(new Event('pagehide'));
let net: ReturnType<typeof server>;
let sdk: Throughline;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-22T10:00:00Z') });
  vi.spyOn(Math, 'random').mockReturnValue(1);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  localStorage.clear();
  net = server();
  sdk = start(options);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('an answer that does not come', () => {
  it.each([['is lost', lost()], ['says 500', status(500)], ['says 503', status(503)], ['says 408', status(408)]])('and %s brings the same event again with the same words', async (_, answer) => {
    net.will(answer);
    sdk.track('Once');
    await pass(600);
    expect(sdk.waiting).toBe(1);
    await pass(1_100);
    expect(net.heard).toHaveLength(2);
    expect(net.heard[1]!.body.batch).toEqual(net.heard[0]!.body.batch);
    expect(sdk.waiting).toBe(0);
  });

  it('is tried again later and later, never more often than the jitter allows', async () => {
    net.will(...Array.from({ length: 5 }, lost));
    sdk.track('Once');
    await pass(500);
    const after = [];
    for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000]) {
      await pass(wait - 10);
      const before = net.heard.length;
      await pass(10);
      after.push(net.heard.length - before);
    }
    expect(after).toEqual([1, 1, 1, 1, 1]);
    expect(new Set(net.ids()).size).toBe(1);
  });

  it('waits the whole seconds of Retry-After, whatever else happens', async () => {
    net.will(status(429, { 'Retry-After': '20' }));
    sdk.track('Once');
    await pass(600);
    sdk.track('Twice');
    dispatchEvent(new Event('online'));
    await pass(19_000);
    expect(net.heard).toHaveLength(1);
    await pass(1_500);
    expect(net.heard).toHaveLength(2);
    expect(net.events()).toHaveLength(3);
    expect(sdk.waiting).toBe(0);
  });

  it('is not waited for when the network comes back', async () => {
    net.will(lost(), lost(), lost(), lost());
    sdk.track('Once');
    await pass(8_000);
    const before = net.heard.length;
    dispatchEvent(new Event('online'));
    await pass(0);
    expect(net.heard.length).toBe(before + 1);
    expect(sdk.waiting).toBe(0);
  });
});

describe('an answer that refuses', () => {
  it('the key stops sending and keeps the events', async () => {
    net.will(status(401));
    sdk.track('Once');
    await pass(120_000);
    expect(net.heard).toHaveLength(1);
    expect(sdk.waiting).toBe(1);
  });

  it('the size halves the batch until it fits, and gives up a single event that never will', async () => {
    net.will(status(413), status(413), status(413));
    sdk.track('A');
    sdk.track('B');
    sdk.track('C');
    sdk.track('D');
    await pass(600);
    expect(net.heard.map((one) => one.body.batch.length).slice(0, 3)).toEqual([4, 2, 1]);
    expect(sdk.waiting).toBe(0);
    expect(console.warn).toHaveBeenCalledOnce();
  });
});

describe('leaving the page', () => {
  it('hands everything unacknowledged to a beacon of text', () => {
    sdk.track('A');
    sdk.track('B');
    leave();
    expect(net.beacons.map((one) => one.batch.map((event) => event['event']))).toEqual([['A', 'B']]);
    expect(net.beacons[0]!.writeKey).toBe(options.key);
  });

  it('makes beacons small enough for the browser', () => {
    for (let i = 0; i < 9; i++) sdk.track(`E${i}`, { filler: 'ü'.repeat(10_000) });
    leave();
    expect(net.beacons.length).toBeGreaterThan(2);
    for (const one of net.beacons) expect(new TextEncoder().encode(JSON.stringify(one)).length).toBeLessThan(65_536);
    expect(net.beacons.flatMap((one) => one.batch)).toHaveLength(9);
  });

  it('uses a request that outlives the page when the browser takes no beacon', () => {
    net.refuseBeacons();
    sdk.track('A');
    leave();
    expect(net.heard).toHaveLength(1);
    expect(net.heard[0]!.init.keepalive).toBe(true);
  });

  it('and coming back sends the same ids again, because nobody heard the answer', async () => {
    sdk.track('A');
    leave();
    dispatchEvent(new Event('pageshow'));
    await pass(600);
    expect(net.heard[0]!.body.batch).toEqual(net.beacons[0]!.batch);
  });

  it('into the background sends at once while the answer can be heard', async () => {
    sdk.track('A');
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    await pass(0);
    expect(net.events().some((one) => one['event'] === 'A')).toBe(true);
    expect(sdk.waiting).toBe(0);
  });
});

describe('the queue', () => {
  it('of a page that died is sent by the next one with the same ids', async () => {
    net.will(...Array.from({ length: 50 }, lost));
    sdk.consent({ analytics: true });
    sdk.track('Offline');
    await pass(600);
    const first = net.events().slice(0, 2);
    net = server();
    const next = start(options);
    await pass(600);
    expect(net.events().slice(0, 2)).toEqual(first);
    expect(next.waiting).toBe(0);
  });

  it('is bounded: the oldest go first, and it is said', async () => {
    net.will(...Array.from({ length: 50 }, lost));
    for (let i = 0; i < 1_010; i++) sdk.track(`E${i}`);
    expect(sdk.waiting).toBe(1_000);
    expect(console.warn).toHaveBeenCalledOnce();
  });

  it('goes on in memory where the browser keeps nothing', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => { throw new DOMException('full', 'QuotaExceededError'); });
    sdk.consent({ analytics: true });
    sdk.track('Still');
    await pass(600);
    expect(net.events().map((one) => one['event'])).toEqual(['Consent Changed', 'Still']);
  });
});
