import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Language } from '@/app/i18n/languages';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { ThemesPage } from './ThemesPage';
import type { Theme, ThemeStrip } from './useThemes';

const share = (value: number, low: number, high: number, n: number) => ({ value, low, high, n, period: null, method: 'proportions', level: 0.95, predicted: false, excludes_zero: low > 0 || high < 0 });
const waiting: Theme = {
  kind: 'topic', id: '3', name: 'Waiting', is_experimental: false, a: share(12, 9, 16, 300), b: share(5, 3, 8, 280), difference: share(7, 2.1, 11.8, 580), verdict: 'up', texts_a: 36, texts_b: 14,
  voices_a: 'from=2026-02-01&to=2026-02-28&topic=3', voices_b: 'from=2026-01-04&to=2026-01-31&topic=3',
};
const anger: Theme = { ...waiting, kind: 'detector', id: 'anger', name: 'anger', is_experimental: true, difference: share(1, -2, 4, 580), verdict: 'no_clear_change', voices_a: 'detector=anger', voices_b: null };
const worry: Theme = { ...anger, id: 'worry', name: 'worry', difference: null, verdict: 'not_enough', texts_a: 4, texts_b: 2 };
const rising: ThemeStrip = {
  by: 'period', question: null, a: { name: '2026-02-01..2026-02-28', texts: 300, voices: '' }, b: { name: '2026-01-04..2026-01-31', texts: 280, voices: '' }, themes: [waiting, anger, worry], compared: 2, level: 0.975, shortfall: null,
};
const apart: ThemeStrip = { ...rising, by: 'score', question: 1, a: { name: '0..6', texts: 100, voices: '' }, b: { name: '9..10', texts: 120, voices: '' }, themes: [{ ...waiting, verdict: 'down', difference: share(-7, -11, -3, 220) }] };
const topics = { version: 1, topics: [{ id: 3, parent: null, name: 'Waiting', names: { fa: 'انتظار', ar: 'الانتظار', zh: '等待' }, seeds: {}, examples: [], examples_missed: [], origin: 'own', gone: false, texts: 50, own_texts: 50, employee_texts: null }], coverage: null, none: 0, none_reasons: [], reading: { state: 'idle', shown: 1, wanted: 1, read_up_to: 1, behind: 0, retag: null }, is_retag_needed: false, last_change: null };
const catalogue = {
  sources: [{ id: 1, name: 'Shop', has_time: true, demo: false, signals: 580, first_day: '2026-01-01', last_day: '2026-02-28', texts: 580 }],
  questions: [{ id: 1, source_id: 1, label: 'Recommend?', metric: 'nps', role: 'outcome', scale: { min: 0, max: 10, low_is_good: false }, answers: 580 }],
  attributes: [], channels: [{ value: 'web', count: 300 }, { value: 'store', count: 200 }, { value: 'phone', count: 80 }], touchpoints: [], languages: [], default_view: null, not_offered: [],
};

const page = async (address = '/themes', told: { rising?: Partial<ThemeStrip>; apart?: Partial<ThemeStrip>; topics?: unknown } = {}, language?: Language) => {
  const asked = serve({
    'GET /api/v1/themes': { body: { rising: { ...rising, ...told.rising }, apart: { ...apart, ...told.apart }, floor: 10, refused: [], left_out: [] } },
    'GET /api/v1/topics': { body: told.topics ?? topics },
    'GET /api/v1/catalogue': { body: catalogue },
    'GET /api/v1/session': { body: { name: 'Ada', data_to: null } },
    'GET /api/v1/understanding/reading': { body: { head: 1, read_up_to: 1, behind: 0, signals_read: 1, state: 'idle', is_allowed: true, purpose: 'improve_experience', set_version: 1, redetect: null } },
    'GET /api/v1/themes/topic/3/series': { body: { kind: 'topic', id: '3', grain: 'week', points: [], shortfall: { code: 'no_time', have: null, need: null }, refused: [], left_out: [] } },
  });
  return { asked, address: await showAt(address, ThemesPage, language) };
};
const list = (name: string) => screen.findByRole('region', { name });

test('what rises most is the headline; every theme has both shares with intervals, and the verdict in words', async () => {
  await page();
  expect(await screen.findByText('“Waiting” rises most: from 5% of the texts to 12%.')).toBeDefined();
  const row = within(await list('What rises')).getByRole('row', { name: /Waiting/ });
  expect(within(row).getByText('Up by 7.0 points')).toBeDefined();
  expect(within(row).getByRole('img', { name: '12.0%, between 9.0% and 16.0%' })).toBeDefined();
  expect(within(row).getByRole('img', { name: '5.0%, between 3.0% and 8.0%' })).toBeDefined();
  expect(within(await list('What rises')).getByText('No clear change')).toBeDefined();
  expect(within(await list('What rises')).getByText('Not enough to compare: 6 of 10 texts')).toBeDefined();
  expect(within(await list('What sets them apart')).getByText('Less by 7.0 points')).toBeDefined();
  expect(screen.getAllByText(/Many themes are looked at at once: 2 are compared here/)).toHaveLength(2);
});

test('every bar leads to exactly the texts counted; where no address can say which, it is no link', async () => {
  await page();
  const rows = within(await list('What rises'));
  expect(rows.getByRole('link', { name: /Read the texts of “Waiting”, 1.*28 Feb 2026: 36/ }).getAttribute('href')).toBe('/voices?from=2026-02-01&to=2026-02-28&topic=3');
  const anger = within(rows.getByRole('row', { name: /Anger/ }));
  expect(anger.getAllByRole('link', { name: /Read the texts/ })).toHaveLength(1);
  expect(anger.getByText('experimental')).toBeDefined();
});

test('the reader sets other groups apart, one against another or against all others', async () => {
  const { asked, address } = await page();
  const by = within(await list('What sets them apart'));
  await userEvent.selectOptions(by.getByRole('combobox', { name: 'Set apart by' }), 'channel');
  expect(address()).toBe('/themes?by=channel&a=web&b=store');
  await userEvent.selectOptions(await by.findByRole('combobox', { name: 'Against' }), '');
  expect(address()).toBe('/themes?by=channel&a=web');
  expect(asked.filter(({ path }) => path === '/api/v1/themes')).toHaveLength(3);
});

test('opened, a theme is shown over time and leads to its texts', async () => {
  const { address } = await page();
  await userEvent.click(within(await list('What rises')).getByRole('link', { name: 'Waiting' }));
  const opened = within(await screen.findByRole('dialog', { name: 'Over time' }));
  expect(address()).toBe('/themes?theme=topic:3');
  expect(opened.getByRole('link', { name: 'Read these texts' }).getAttribute('href')).toBe('/voices?topic=3&from=2025-08-31&to=2026-02-28');
  expect(await opened.findByText('Nothing here has a time')).toBeDefined();
});

test('with too few texts it says how many are needed; without topics it leads to them', async () => {
  await page('/themes', { rising: { themes: [], shortfall: { code: 'not_enough_texts', have: 4, need: 10 } }, topics: { ...topics, topics: [] } });
  expect(await screen.findByText(/Each side needs at least 10 texts/)).toBeDefined();
  expect((await screen.findByRole('link', { name: 'Set up topics' })).getAttribute('href')).toBe('/topics');
});

test('after an edit it says that the older version of the topics is compared', async () => {
  await page('/themes', { topics: { ...topics, is_retag_needed: true } });
  expect(await screen.findByText(/The topics were edited since texts were read by them/)).toBeDefined();
});

test('j walks through the themes of both lists', async () => {
  await page();
  await list('What rises');
  for (const name of ['Waiting', 'Anger', 'Worry', 'Waiting']) {
    await userEvent.keyboard('j');
    expect(document.activeElement?.textContent).toBe(name);
  }
});

test.each(['fa', 'ar', 'zh'] as const)('it is told in %s as well, topics by their names there', async (language) => {
  await page('/themes', {}, language);
  const name = { fa: 'انتظار', ar: 'الانتظار', zh: '等待' }[language];
  expect((await screen.findAllByRole('link', { name })).length).toBe(2);
  expect(document.body.textContent).not.toMatch(/\b(Waiting|points|texts|Share)\b/);
});
