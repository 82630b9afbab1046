import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useSearchState } from '@/app/address/useSearchState';
import { useCatalogue } from '@/app/view/catalogue';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { useNamedSource } from './useNamedSource';
import { usePulse } from './usePulse';

function Page() {
  const [search] = useSearchState();
  const { data: catalogue } = useCatalogue();
  const { data, isPlaceholderData } = usePulse(search, catalogue);
  const pulse = data ?? undefined;
  useNamedSource(isPlaceholderData ? undefined : pulse, catalogue);
  return <p>{pulse?.source.name}</p>;
}

const serves = () =>
  serve({
    'GET /api/v1/catalogue': { body: { sources: [{ id: 2, name: 'Lounge' }], questions: [{ id: 21, source_id: 2 }], attributes: [], channels: [], touchpoints: [], languages: [], not_offered: [], default_view: { source: 2, question: 21 } } },
    'GET /api/v1/pulse': { body: { source: { id: 2, name: 'Lounge' }, scores: [{ question: { id: 21 } }] } },
  });

test('an address that names no source is given the one that is shown, without asking twice', async () => {
  const asked = serves();
  const address = await showAt('/pulse?a.9=Eastmere', Page);
  expect(await screen.findByText('Lounge')).toBeDefined();
  await waitFor(() => expect(address()).toBe('/pulse?a.9=Eastmere&source=2&question=21'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(asked.filter(({ path }) => path === '/api/v1/pulse')).toHaveLength(1);
});

test('an address that names a source stays as it is', async () => {
  serves();
  const address = await showAt('/pulse?source=2', Page);
  expect(await screen.findByText('Lounge')).toBeDefined();
  expect(address()).toBe('/pulse?source=2');
});
