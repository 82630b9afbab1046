import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { start, type Throughline } from '../src/index.ts';
import { server } from './server.ts';

const options = { key: 'tlw_unit-test-key', url: 'https://cx.example/' };
const soon = () => vi.advanceTimersByTimeAsync(600);
const kept = () => Object.keys(localStorage);
let net: ReturnType<typeof server>;
let sdk: Throughline;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-22T10:00:00Z') });
  localStorage.clear();
  document.cookie.split(';').forEach((one) => { document.cookie = `${one}; max-age=0`; });
  net = server();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'globalPrivacyControl');
});

describe('an event', () => {
  it('goes to the batch address in the shape of Segment, as text without a preflight', async () => {
    sdk = start(options);
    sdk.track('Order Completed', { total: 12 });
    await soon();
    expect(net.heard).toHaveLength(1);
    const { url, init, body } = net.heard[0]!;
    expect(url).toBe('https://cx.example/v1/batch');
    expect(init).toMatchObject({ method: 'POST', credentials: 'omit', keepalive: true, headers: { 'Content-Type': 'text/plain' } });
    expect(body.writeKey).toBe(options.key);
    expect(body.sentAt).toBe('2026-11-22T10:00:00.500Z');
    expect(body.batch[0]).toMatchObject({
      type: 'track', event: 'Order Completed', properties: { total: 12 }, timestamp: '2026-11-22T10:00:00.000Z',
      context: { library: { name: 'throughline-js' }, page: { path: '/basket', search: '?step=2', url: 'https://shop.example/basket?step=2' } },
    });
    expect(body.batch[0]!['messageId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(body.batch[0]!['anonymousId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(sdk.waiting).toBe(0);
  });

  it('knows its customer after identify, and nobody after reset', async () => {
    sdk = start(options);
    sdk.identify('c-7', { email: 'c7@shop.example' });
    sdk.page('Basket');
    sdk.reset();
    sdk.page();
    await soon();
    const [identify, page, after] = net.events();
    expect(identify).toMatchObject({ type: 'identify', userId: 'c-7', traits: { email: 'c7@shop.example' } });
    expect(page).toMatchObject({ type: 'page', userId: 'c-7', name: 'Basket' });
    expect(after).not.toHaveProperty('userId');
    expect(after!['anonymousId']).not.toBe(page!['anonymousId']);
  });

  it('that cannot be JSON throws nothing into the page and harms no other', async () => {
    sdk = start(options);
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const round: Record<string, unknown> = {};
    round['self'] = round;
    sdk.track('Round', round);
    sdk.track('Plain');
    await soon();
    expect(complaint).toHaveBeenCalledOnce();
    expect(net.events().map((one) => one['event'])).toEqual(['Plain']);
  });

  it('of many goes in batches of at most a hundred', async () => {
    sdk = start(options);
    for (let i = 0; i < 250; i++) sdk.track(`E${i}`);
    await soon();
    expect(net.heard.map((one) => one.body.batch.length)).toEqual([100, 100, 50]);
    expect(new Set(net.ids()).size).toBe(250);
  });
});

describe('consent', () => {
  it('not given leaves nothing in the browser: no cookie, no storage', async () => {
    sdk = start(options);
    sdk.identify('c-7');
    sdk.track('Seen');
    sdk.consent({ advertising: true });
    sdk.consent({ analytics: false });
    await soon();
    expect(kept()).toEqual([]);
    expect(document.cookie).toBe('');
    expect(net.events()[0]!['context']).not.toHaveProperty('consent');
  });

  it('given keeps the id for the next page; taken back removes everything', async () => {
    sdk = start(options);
    sdk.consent({ analytics: true });
    sdk.identify('c-7');
    await soon();
    expect(kept().length).toBeGreaterThan(0);
    expect(document.cookie).toBe('');
    const next = start(options);
    next.track('Next page');
    await soon();
    const [first, last] = [net.events()[0]!, net.events().at(-1)!];
    expect(last).toMatchObject({ event: 'Next page', userId: 'c-7', anonymousId: first['anonymousId'] });
    next.consent({ analytics: false });
    expect(kept()).toEqual([]);
  });

  it('is dated by purpose, stands in every later event, and is an event itself', async () => {
    sdk = start(options);
    sdk.consent({ analytics: true, advertising: false });
    vi.setSystemTime(new Date('2026-11-22T11:00:00Z'));
    sdk.consent({ analytics: true, advertising: true });
    sdk.track('Later');
    await soon();
    expect(net.events().map((one) => one['event'])).toEqual(['Consent Changed', 'Consent Changed', 'Later']);
    expect(net.events()[2]!['context']).toMatchObject({
      consent: {
        categoryPreferences: { analytics: true, advertising: true },
        decidedAt: { analytics: '2026-11-22T10:00:00.000Z', advertising: '2026-11-22T11:00:00.000Z' },
      },
    });
  });

  it('that is needed holds events back in memory until the yes', async () => {
    sdk = start({ ...options, needsConsent: true });
    sdk.page('Before');
    await soon();
    await sdk.flush();
    dispatchEvent(new Event('pagehide'));
    expect(net.heard).toEqual([]);
    expect(net.beacons).toEqual([]);
    sdk.consent({ analytics: true });
    await soon();
    expect(net.events().map((one) => one['name'] ?? one['event'])).toEqual(['Before', 'Consent Changed']);
  });

  it('that is needed and refused forgets what was held and sends nothing, not even the no', async () => {
    sdk = start({ ...options, needsConsent: true });
    sdk.page('Before');
    sdk.consent({ analytics: false });
    sdk.track('After');
    await soon();
    expect(net.heard).toEqual([]);
    expect(sdk.waiting).toBe(0);
  });

  it('that is needed and taken back: the no itself arrives, and nothing after it', async () => {
    sdk = start({ ...options, needsConsent: true });
    sdk.consent({ analytics: true });
    sdk.consent({ analytics: false });
    sdk.track('After');
    await soon();
    expect(net.events().map((one) => one['event'])).toEqual(['Consent Changed', 'Consent Changed']);
    expect(kept()).toEqual([]);
  });

  it('taken back on another page of the site holds here as well', async () => {
    sdk = start(options);
    sdk.consent({ analytics: true });
    const path = kept().find((one) => one.endsWith(':me'))!;
    localStorage.removeItem(path);
    dispatchEvent(new StorageEvent('storage', { key: path, newValue: null }));
    expect(kept()).toEqual([]);
    sdk.track('After');
    await soon();
    expect(kept()).toEqual([]);
    expect(net.events().at(-1)!['context']).toMatchObject({ consent: { categoryPreferences: { analytics: false } } });
  });

  it('is never read out of Global Privacy Control, which is sent along', async () => {
    Object.defineProperty(navigator, 'globalPrivacyControl', { configurable: true, value: true });
    sdk = start(options);
    sdk.track('Seen');
    await soon();
    expect(net.events()[0]!['context']).toMatchObject({ globalPrivacyControl: true });
    expect(net.events()[0]!['context']).not.toHaveProperty('consent');
    expect(kept()).toEqual([]);
    Object.defineProperty(navigator, 'globalPrivacyControl', { configurable: true, value: false });
    sdk.track('Without');
    await soon();
    expect(net.events()[1]!['context']).not.toHaveProperty('globalPrivacyControl');
    expect(kept()).toEqual([]);
  });
});
