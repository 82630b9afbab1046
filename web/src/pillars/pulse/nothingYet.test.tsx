import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { PulsePage } from './PulsePage';

const catalogue = (sources: readonly object[], view: object | null) => ({ body: { sources, questions: [], attributes: [], channels: [], touchpoints: [], languages: [], not_offered: [], default_view: view } });

test('where nothing with a score was heard the page says what to do first', async () => {
  serve({ 'GET /api/v1/catalogue': catalogue([], null), 'GET /api/v1/pulse': { status: 204, body: null } });
  await showAt('/pulse', PulsePage);
  expect(await screen.findByText('Nothing has been heard yet')).toBeDefined();
});

test('a source without a score is told by its name', async () => {
  serve({ 'GET /api/v1/catalogue': catalogue([{ id: 2, name: 'Mails' }, { id: 3, name: 'Lounge' }], { source: 3, question: 31 }), 'GET /api/v1/pulse': { status: 204, body: null } });
  await showAt('/pulse?source=2', PulsePage);
  expect(await screen.findByText(/No score in/)).toBeDefined();
});

test('a question that is not there stays a problem', async () => {
  serve({ 'GET /api/v1/catalogue': catalogue([{ id: 3, name: 'Lounge' }], { source: 3, question: 31 }), 'GET /api/v1/pulse': { status: 404, body: { title: 'Not found', status: 404, code: 'no_question' } } });
  await showAt('/pulse?question=99', PulsePage);
  expect(await screen.findByText('no_question')).toBeDefined();
});
