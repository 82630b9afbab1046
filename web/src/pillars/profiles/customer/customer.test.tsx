import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { parseSearch, writeSearch } from '@/app/address/search';
import { show } from '@/test/render';
import { serve } from '@/test/server';
import { CustomerPage } from './CustomerPage';

const none = { have: 0, of: 0 };
const anyone = {
  id: 'P-7', asked_for: 'user:7', former_ids: [], name: null, first_seen: '2026-11-01T00:00:00Z', last_seen: '2026-11-20T00:00:00Z', sources: ['mail'], languages: [], records: [], identifiers: [], values: [],
  relations: [], consents: [], history: [], quality: { score: null, completeness: none, validity: none, consistency: none, timeliness: none }, left_out: [],
};
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, '');

async function showCustomer(heard: { signals: number; texts: number; answered: number }): Promise<string> {
  const timeline = { items: [], next: null, total: heard.signals, left_out: [] };
  serve({
    'GET /api/v1/profiles/user%3A7': { body: { ...anyone, ...heard } },
    'GET /api/v1/profiles/P-7/timeline': { body: timeline },
  });
  const root = createRootRoute({ notFoundComponent: () => null });
  const page = createRoute({ getParentRoute: () => root, path: '/customers/$key', component: CustomerPage });
  const router = createRouter({ routeTree: root.addChildren([page]), history: createMemoryHistory({ initialEntries: ['/customers/user:7'] }), parseSearch, stringifySearch: writeSearch });
  window.scrollTo = () => undefined; // jsdom has none
  await show(<RouterProvider router={router as never} />);
  return plain((await screen.findByText(/with a scored answer/)).textContent);
}

test('a customer who wrote and scored nothing is told with the texts that there are', async () => {
  expect(await showCustomer({ signals: 5, texts: 2, answered: 0 })).toContain('5 signals, 2 with words, 0 with a scored answer. No scored answer; there are 2 texts.');
});

test('a customer without words or scores has no scored answer', async () => {
  expect(await showCustomer({ signals: 3, texts: 0, answered: 0 })).toMatch(/0 with a scored answer\. No scored answer\.$/);
});

test('where a scored answer is, nothing more is said of it', async () => {
  expect(await showCustomer({ signals: 1, texts: 1, answered: 1 })).toMatch(/1 with a scored answer\.\s*$/);
});
