import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { ShownView } from '@/app/view/shown';
import { ViewAddress } from '@/app/view/ViewAddress';
import { Header } from './Header';

const session = (demo: boolean) => ({ name: 'Ada', roles: [], has_password: true, workspace: { name: demo ? 'Solvane Mobile' : '', demo }, data_to: null });
const source = (id: number, demo: boolean) => ({ id, name: `source ${id}`, demo });

async function head(address: string, sources: readonly ReturnType<typeof source>[], shown: number) {
  const asked = serve({
    'GET /api/v1/session': { body: session(sources.some(({ demo }) => demo)) },
    'GET /api/v1/catalogue': { body: { sources, questions: [], not_offered: [], default_view: { source: shown, question: 1, period: null, against: null } } },
  });
  await showAt(address, Header);
  await screen.findByRole('link', { name: 'Pulse' });
  if (sources.some(({ demo }) => demo)) await waitFor(() => expect(asked.map(({ path }) => path)).toContain('/api/v1/catalogue'));
}

const hrefOf = (name: string) => screen.getByRole('link', { name }).getAttribute('href');

test('from view to view the head keeps source, days and filters, and what else the next view understands', async () => {
  await head('/pulse?source=2&question=21&from=2026-01-01&to=2026-03-31&a.9=Eastmere&behind=21', [source(2, false)], 2);
  expect(hrefOf('Prioritise')).toBe('/priorities?source=2&from=2026-01-01&to=2026-03-31&a.9=Eastmere&outcome=21');
  expect(hrefOf('Understand')).toBe('/voices?source=2&from=2026-01-01&to=2026-03-31&a.9=Eastmere');
  expect(hrefOf('Listen')).toBe('/sources?source=2');
  expect(hrefOf('Throughline')).toBe('/pulse');
});

test('a page that belongs to a station marks it', async () => {
  await head('/topics', [source(2, false)], 2);
  expect(screen.getByRole('link', { name: 'Understand' }).getAttribute('aria-current')).toBe('true');
  expect(screen.getByRole('link', { name: 'Listen' }).getAttribute('aria-current')).toBeNull();
});

function Pulse() {
  return (
    <ShownView>
      <Header />
      <ViewAddress path="/pulse" source={2} question={21} period={{ from: '2026-08-23', to: '2026-11-21' }} against={null} />
    </ShownView>
  );
}

test('days that a view chose by itself go along, so that the next view speaks of the same answers', async () => {
  serve({
    'GET /api/v1/session': { body: session(false) },
    'GET /api/v1/catalogue': { body: { sources: [source(2, false)], questions: [], attributes: [], channels: [], touchpoints: [], languages: [], not_offered: [], default_view: { source: 2, question: 21, period: null, against: null } } },
  });
  await showAt('/pulse?source=2&question=21&a.9=Eastmere', Pulse);
  await screen.findByRole('link', { name: 'Prioritise' });
  await waitFor(() => expect(hrefOf('Prioritise')).toBe('/priorities?source=2&a.9=Eastmere&from=2026-08-23&to=2026-11-21&outcome=21'));
  expect(hrefOf('Listen')).toBe('/sources?source=2');
});

test('the demo company gives its name to its own data alone', async () => {
  await head('/pulse', [source(1, true), source(2, false)], 2);
  expect(screen.queryByText('Solvane Mobile')).toBeNull();
  expect(screen.queryByText('Demo data')).toBeNull();
});

test('over the data of the demo company stands its name', async () => {
  await head('/pulse?source=1', [source(1, true), source(2, false)], 2);
  expect(await screen.findByText('Solvane Mobile')).toBeDefined();
  expect(screen.getByText('Demo data')).toBeDefined();
});

test('where both are shown side by side, nobody is named and the demo is marked', async () => {
  await head('/voices', [source(1, true), source(2, false)], 2);
  expect(await screen.findByText('Demo data among them')).toBeDefined();
  expect(screen.queryByText('Solvane Mobile')).toBeNull();
});
