import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Language } from '@/app/i18n/languages';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { ModelsPage } from './ModelsPage';
import type { LearntModel, ModelList } from './useModels';

const estimate = (value: number) => ({ value, low: value - 0.05, high: value + 0.05, n: 120, period: null, method: 'own-models', level: 0.95, predicted: false, excludes_zero: true });
const figures = (auc: number) => ({ auc: estimate(auc), macro_f1: estimate(0.7), calibration_error: estimate(0.11), brier_skill: estimate(0.3) });
const whole: LearntModel = { id: 2, language: null, source: null, trained_at: '2026-11-01T10:00:00Z', pairs: 600, trained_on: 470, held_out_pairs: 120, held_out: figures(0.93), lists: figures(0.81), running: true, why: 'not_worse', languages: ['en', 'fa'], fitted_on: 0 };
const english: LearntModel = { ...whole, language: 'en', source: 'parcels', held_out: figures(0.92), lists: figures(0.84) };
const chinese: LearntModel = { ...whole, language: 'zh', source: 'parcels', held_out: null, lists: null, held_out_pairs: 6 };
const first: LearntModel = { ...whole, id: 1, running: false, why: 'replaced' };
const list: ModelList = { job: { state: 'done', asked_at: '2026-11-01T10:00:00Z', ended_at: '2026-11-01T10:00:09Z', ended_as: 'not_worse', have: 600, need: 100 }, pairs: 612, needed: 100, half_life_days: 180, models: [whole, english, chinese, first] };

async function page(body: ModelList, language?: Language) {
  const asked = serve({ 'GET /api/v1/models': { body }, 'POST /api/v1/models/train': { status: 202, body: { ...body.job, state: 'waiting' } } });
  await showAt('/detectors/models', ModelsPage, language);
  return asked;
}

test('the running model is told with its limits, beside the lists of words on the same answers', async () => {
  await page(list);
  expect(await screen.findByText('Model 2 reads now')).toBeDefined();
  expect(screen.getByText(/It reads English and Persian/)).toBeDefined();
  expect(screen.getAllByText('0.93').length).toBeGreaterThan(0);
  expect(screen.getAllByText('0.81').length).toBeGreaterThan(0);
  const slices = screen.getByRole('table', { name: 'By language and source' });
  expect(within(slices).getByText(/Too few answers of a side/)).toBeDefined();
  expect(within(slices).getByText('patterns')).toBeDefined();
  expect(within(screen.getByRole('table', { name: 'Every version' })).getByText('A newer one took its place.')).toBeDefined();
});

test('too few pairs are refused with what there is and what it takes, and it can be tried again', async () => {
  const asked = await page({ ...list, job: { ...list.job, ended_as: 'not_enough_negative', have: 4, need: 20 }, pairs: 40, models: [] });
  expect(await screen.findByText(/4 blaming pairs to learn from, 20 needed/)).toBeDefined();
  expect(screen.getByText('No model reads yet')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Learn now' }));
  expect(asked.some(({ method, path }) => method === 'POST' && path === '/api/v1/models/train')).toBe(true);
});

test('while it learns nothing else can be asked', async () => {
  await page({ ...list, job: { ...list.job, state: 'learning', ended_as: null, ended_at: null } });
  expect(await screen.findByText(/It is learning/)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Learn now' })).toHaveProperty('disabled', true);
});

test.each(['fa', 'ar', 'zh'] as const)('it is told in %s as well', async (language) => {
  await page(list, language);
  await screen.findAllByRole('table');
  expect(document.body.textContent).not.toMatch(/\b(Learn|Model|Pairs|Version)\b/);
});
