import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Language } from '@/app/i18n/languages';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import type { Detector, DetectorDetail, Reading } from '../detections';
import { DetectorsPage } from './DetectorsPage';
import type { PlugIn } from './usePlugIn';

const none: Detector['card'] = { precision: null, recall: null, refused: 'no_labels', n: 0, positives: 0, languages: [], measured_at: null, data: null, is_experimental: true, curve: [] };
const share = (value: number, low: number, high: number, n: number) => ({ value, low, high, n, period: null, method: 'proportion', level: 0.95, predicted: false, excludes_zero: true });
const anger: Detector = { id: 'anger', trait: 'emotion', version: '1', languages: ['en', 'fa'], threshold: 0.5, is_own_threshold: false, is_on: true, is_experimental: true, learned: false, present: 1234, assessed: 56789, card: none };
const refund: Detector = {
  ...anger, id: 'refund', trait: 'intent', is_experimental: false, learned: true, is_on: false,
  card: { precision: share(91, 84.2, 95.1, 120), recall: share(70, 61.5, 77.4, 150), refused: null, n: 400, positives: 150, languages: ['en'], measured_at: '2026-11-01T00:00:00Z', data: 'random labels', is_experimental: false, curve: [] },
};
const idle: Reading = { head: 60000, read_up_to: 60000, behind: 0, signals_read: 57000, state: 'idle', is_allowed: true, purpose: 'improve_experience', set_version: 3, redetect: null };

const plugIn: PlugIn = {
  is_on: false, purpose: 'read_outside', url: null, model: null, key_variable: null, has_key: null, timeout_seconds: 20, most_in_flight: 2, price_in: null, price_out: null, currency: 'USD', detectors: [], choices: ['anger', 'refund'],
  sources: [], prompt: { version: 'detect.1', task: '' }, behind: 0, left_alone_until: null, latency_p50: null, latency_p95: null, history: [],
  ledger: { requests: 0, texts: 0, characters: 0, answered: 0, tokens_in: 0, tokens_out: 0, without_usage: 0, cost: {}, dropped_spans: 0, no_evidence: 0, failures: {}, not_sent: {}, redacted: {}, languages: {} },
};

const page = async (reading: Partial<Reading> = {}, detail: Partial<DetectorDetail> = {}, language?: Language) => {
  const asked = serve({
    'GET /api/v1/detectors': { body: { reading: { ...idle, ...reading }, employees_floor: 10, detectors: [anger, refund] } },
    'GET /api/v1/understanding/plug-in': { body: plugIn },
    'GET /api/v1/detectors/anger': { body: { ...anger, curve: [], history: [], ...detail } },
    'PATCH /api/v1/detectors/anger': { body: { ...anger, curve: [], history: [] } },
    'PATCH /api/v1/detectors/refund': { body: { ...refund, curve: [], history: [] } },
    'PATCH /api/v1/understanding/reading': { body: idle },
    'POST /api/v1/understanding/pause': { body: idle },
    'POST /api/v1/understanding/resume': { body: idle },
    'POST /api/v1/understanding/redetect': { body: idle },
  });
  await showAt('/detectors', DetectorsPage, language);
  return asked;
};
const card = (name: string) => screen.findByRole('article', { name });
const done = (asked: Awaited<ReturnType<typeof page>>) => asked.filter(({ method }) => method !== 'GET').map(({ method, path, body }) => [method, path, body]);

test('a detector without labels says that nobody knows how good it is, and that it is experimental', async () => {
  await page();
  const shown = await card('Anger');
  expect(within(shown).getAllByText('Not known: there are no labels yet.')).toHaveLength(2);
  expect(within(shown).getByText('experimental')).toBeDefined();
  expect(within(shown).getByText('reads by patterns of words')).toBeDefined();
  expect(within(shown).getByRole('link', { name: '1,234' }).getAttribute('href')).toBe('/voices?detector=anger');
  expect(within(shown).getByText('56,789')).toBeDefined();
  expect(within(shown).getByText('English and Persian')).toBeDefined();
});

test('a measured one shows each share with its interval and n; switched off it says so', async () => {
  const asked = await page();
  const shown = await card('Wants money back');
  expect(within(shown).getByText('91%')).toBeDefined();
  expect(within(shown).getByText(/84\.2% to 95\.1%/)).toBeDefined();
  expect(within(shown).getByText('labelled texts: 120')).toBeDefined();
  expect(within(shown).queryByText('experimental')).toBeNull();
  expect(within(shown).getByText(/Switched off/)).toBeDefined();
  await userEvent.click(within(shown).getByRole('switch', { name: 'Look for “Wants money back”' }));
  expect(done(asked)).toEqual([['PATCH', '/api/v1/detectors/refund', { is_on: true, threshold: null }]]);
});

test('detectors stand under their traits', async () => {
  await page();
  await card('Anger');
  expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual(['The reading of the words', 'Emotion', 'Anger', 'Intent', 'Wants money back']);
});

test('opened it shows what other thresholds would give, takes one, and tells what was changed', async () => {
  const asked = await page({}, {
    curve: [{ threshold: 0.5, precision: share(80, 70, 88, 90), recall: share(60, 50, 69, 100) }, { threshold: 0.7, precision: share(95, 88, 98, 60), recall: null }],
    history: [{ at: '2026-11-02T10:00:00Z', by: 'Ada', what: 'threshold', from: '0.4', to: '0.5' }, { at: '2026-11-01T10:00:00Z', by: 'Ada', what: 'switched_on', from: null, to: null }],
  });
  const shown = await card('Anger');
  await userEvent.click(within(shown).getByText('Threshold and history'));
  const table = await within(shown).findByRole('table', { name: 'What other thresholds would give' });
  expect(within(table).getByText('nothing to count')).toBeDefined();
  expect(within(shown).getByText('Threshold from 0.40 to 0.50')).toBeDefined();
  expect(within(shown).getByText('Switched on')).toBeDefined();
  const set = within(shown).getByRole('button', { name: 'Set and read again' });
  expect(set).toHaveProperty('disabled', true);
  await userEvent.click(within(table).getAllByRole('button', { name: 'Take' })[1] as HTMLElement);
  await userEvent.click(set);
  expect(done(asked)).toEqual([['PATCH', '/api/v1/detectors/anger', { is_on: null, threshold: 0.7 }]]);
});

test('without labels there is no curve, and it is said why', async () => {
  await page();
  const shown = await card('Anger');
  await userEvent.click(within(shown).getByText('Threshold and history'));
  expect(await within(shown).findByText(/What another threshold would give is not known/)).toBeDefined();
  expect(within(shown).getByText('Nothing was changed yet.')).toBeDefined();
});

test('a reading that goes on can be paused, history be read again, and words be left unread', async () => {
  const asked = await page();
  expect(await screen.findByText('Everything that was heard is read.')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
  await userEvent.click(screen.getByRole('button', { name: 'Read history again' }));
  await userEvent.click(screen.getByRole('switch', { name: /Words may be read/ }));
  expect(done(asked)).toEqual([
    ['POST', '/api/v1/understanding/pause', undefined], ['POST', '/api/v1/understanding/redetect', undefined], ['PATCH', '/api/v1/understanding/reading', { is_allowed: false }],
  ]);
});

test('paused it says what waits and goes on again; a reading anew tells its rate and the time left', async () => {
  const asked = await page({ state: 'paused', behind: 40, read_up_to: 59960, redetect: { done: 1000, total: 5000, per_second: 200, seconds_left: 20 } });
  expect(await screen.findByText('Paused: what comes in waits to be read.')).toBeDefined();
  expect(screen.getByText('59,960 of 60,000')).toBeDefined();
  expect(screen.getByText(/1,000 of 5,000 texts are read again/).textContent).toMatch(/Texts in a second: 200\. Time left: 20 sec/);
  expect(screen.getByRole('progressbar', { name: 'Reading history again' })).toHaveProperty('value', 1000);
  expect(screen.getByRole('button', { name: 'Read history again' })).toHaveProperty('disabled', true);
  await userEvent.click(screen.getByRole('button', { name: 'Go on' }));
  expect(done(asked)).toEqual([['POST', '/api/v1/understanding/resume', undefined]]);
});

test.each(['fa', 'ar', 'zh'] as const)('it is told in %s as well', async (language) => {
  await page({ redetect: { done: 1, total: 5, per_second: 0, seconds_left: null } }, {}, language);
  const name = { fa: 'خشم', ar: 'غضب', zh: '愤怒' }[language];
  expect((await card(name)).textContent).not.toMatch(/\b(Anger|present|labels|Precision)\b/);
});

test('the outside reader is off, says what would leave, and cannot be switched on before it was set', async () => {
  await page();
  const shown = await card('A second opinion from outside');
  expect(within(shown).getByText('Off: no word leaves this machine.')).toBeDefined();
  expect(within(shown).getByText(/What would leave/)).toBeDefined();
  expect(within(shown).getByText('Set an address, a model and at least one detector first.')).toBeDefined();
  expect(within(shown).queryByRole('button', { name: 'Switch on' })).toBeNull();
});
