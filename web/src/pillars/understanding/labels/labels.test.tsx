import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Language } from '@/app/i18n/languages';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import type { Detector } from '../detections';
import { LabelsPage } from './LabelsPage';
import type { LabelItem, LabelSummary } from './useLabels';

const card: Detector['card'] = { precision: null, recall: null, refused: 'no_labels', n: 0, positives: 0, languages: [], measured_at: null, data: null, is_experimental: true, curve: [] };
const anger: Detector = { id: 'anger', trait: 'emotion', version: '1', languages: ['en', 'fa'], threshold: 0.5, is_own_threshold: false, is_on: true, is_experimental: true, learned: false, present: 1, assessed: 9, card };
const reading = { head: 9, read_up_to: 9, behind: 0, signals_read: 9, state: 'idle', is_allowed: true, purpose: 'improve_experience', set_version: 3, redetect: null };
const text = (n: number, words: string, language = 'en'): LabelItem => ({ signal: String(n).padStart(32, '0'), text: words, language, source: 'Reviews', why: 'random' });
const texts = [text(1, 'You fools lost it.'), text(2, 'ممنون، همه چیز خوب بود.', 'fa'), text(3, 'It came on Tuesday.'), text(4, 'Fine.')];
const share = (value: number, low: number, high: number, n: number) => ({ value, low, high, n, period: null, method: 'labels', level: 0.95, predicted: false, excludes_zero: true });
const none: LabelSummary = { detector: 'anger', labels: 0, random: 0, positives: 0, precision: null, recall: null, agreement: { kappa: null, both: 0 }, learnt: null, experimental_because: 'too_few_random_labels', needed: 200, said: null };

async function page({ items = texts, summary = none, learn = {}, language, detector = 'anger' }: { items?: LabelItem[]; summary?: LabelSummary; learn?: { status?: number; body?: unknown }; language?: Language; detector?: string } = {}) {
  let given: string[] = [];
  const told = (said: LabelSummary['said']) => ({ body: { ...summary, labels: summary.labels + given.length, random: summary.random + given.length, said } });
  const asked = serve({
    'GET /api/v1/detectors': { body: { reading, employees_floor: 10, detectors: [anger, { ...anger, id: 'negative', trait: 'polarity' }] } },
    'GET /api/v1/labels/queue': () => ({ body: { items: items.filter(({ signal }) => !given.includes(signal)), left: items.length - given.length } }),
    [`GET /api/v1/labels/${detector}`]: () => told(null),
    'POST /api/v1/labels': ({ body }) => {
      given = [...given, (body as { signal: string }).signal];
      return told('present');
    },
    'DELETE /api/v1/labels/anger/last': () => {
      given = given.slice(0, -1);
      return told(null);
    },
    'POST /api/v1/labels/anger/learn': { body: summary, ...learn },
  });
  await showAt(`/labels?detector=${detector}`, LabelsPage, language);
  return asked;
}
const quote = () => document.querySelector('blockquote');
const sent = (asked: Awaited<ReturnType<typeof page>>) => asked.filter(({ method }) => method !== 'GET').map(({ method, body }) => (method === 'POST' ? (body as { present: boolean | null }).present : method));

test('three texts are labelled by keyboard and one is taken back', async () => {
  const asked = await page();
  await screen.findByText('You fools lost it.');
  await userEvent.keyboard('1n');
  await screen.findByText('It came on Tuesday.');
  await userEvent.keyboard(' ');
  await screen.findByText('Fine.');
  await waitFor(() => expect(sent(asked)).toEqual([true, false, null]));
  await userEvent.keyboard('z');
  await screen.findByText('It came on Tuesday.');
  await waitFor(() => expect(sent(asked)).toEqual([true, false, null, 'DELETE']));
  await waitFor(() => expect(document.querySelector('dd')?.textContent).toBe('2'));
});

test('what the detector says is told after the answer and not before', async () => {
  await page();
  await screen.findByText('You fools lost it.');
  expect(screen.queryByText(/The detector says/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: /Absent/ }));
  expect((await screen.findByText(/The detector says: present/)).textContent).toContain('You said: Absent.');
});

test('a text runs in the direction of its language, and the space bar after a click does not press the button again', async () => {
  const asked = await page();
  await screen.findByText('You fools lost it.');
  expect(quote()?.dir).toBe('ltr');
  await userEvent.click(screen.getByRole('button', { name: /Present/ }));
  await waitFor(() => expect([quote()?.dir, quote()?.lang]).toEqual(['rtl', 'fa']));
  await userEvent.keyboard(' ');
  await waitFor(() => expect(sent(asked)).toEqual([true, null]));
});

test('what the labels tell is shown with its interval, or with the reason why there is nothing to tell', async () => {
  await page();
  expect(await screen.findAllByText('Not known: no text drawn by lot is labelled yet.')).toHaveLength(2);
  expect(screen.getByText('Not known: no text was labelled by two people yet.')).toBeDefined();
  expect(screen.getByText('Experimental: too few texts by lot are labelled.')).toBeDefined();
  expect(screen.getByRole('progressbar', { name: '0 of 200 labels by lot' })).toBeDefined();
});

test('measured and learnt it shows both with their limits, and that it took over', async () => {
  await page({ summary: {
    ...none, labels: 300, random: 210, positives: 80, precision: share(81, 71, 88, 77), recall: share(78, 67, 86, 80), agreement: { kappa: share(0.71, 0.5, 0.92, 30), both: 30 }, experimental_because: null,
    learnt: { at: '2026-11-01T00:00:00Z', before: share(40, 30, 50, 210), after: share(79, 70, 86, 210), labels: 280, runs: true, why: 'better' },
  } });
  expect(await screen.findByText('The new model is better and reads now.')).toBeDefined();
  expect(screen.getByText('81%')).toBeDefined();
  expect(screen.getByText('0.71')).toBeDefined();
  expect(screen.getByText(/70(\.0)?% to 86(\.0)?%/)).toBeDefined();
  expect(screen.getByText(/not experimental any more/)).toBeDefined();
});

test('learning is refused in words, and praise and blame lead to the models of scores', async () => {
  await page({ learn: { status: 409, body: { title: 'Conflict', status: 409, code: 'not_enough_labels' } } });
  await userEvent.click(await screen.findByRole('button', { name: 'Learn from these labels' }));
  expect(await screen.findByText('There are too few labels to learn from')).toBeDefined();
});

test('praise and blame are learnt elsewhere', async () => {
  await page({ detector: 'negative' });
  expect((await screen.findByRole('link', { name: 'Models learnt from scores' })).getAttribute('href')).toBe('/detectors/models');
});

test('where nothing waits it is said what is labelled', async () => {
  await page({ items: [] });
  expect(await screen.findByText('No texts wait here')).toBeDefined();
});

test.each(['fa', 'ar', 'zh'] as const)('it is told in %s as well', async (language) => {
  await page({ language });
  const name = { fa: /هست/, ar: /موجود/, zh: /存在/ }[language];
  const group = await screen.findByRole('group');
  expect(within(group).getAllByRole('button', { name }).length).toBeGreaterThan(0);
  expect(document.body.textContent).not.toMatch(/\b(Labels|Learn|Present)\b/);
});
