import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { showAt } from '@/test/page';
import { NoVoices } from './NoVoices';

const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, '');
const catalogue = { sources: [], questions: [], attributes: [], channels: [], touchpoints: [], languages: [], not_offered: [] };

/** A log that holds so many signals, some of them with words. */
function hold(all: number, worded: number) {
  vi.stubGlobal('fetch', async (input: Request) => {
    const { pathname, searchParams } = new URL(input.url, 'http://localhost');
    return Response.json(pathname === '/api/v1/records' ? { items: [], next: null, total: searchParams.get('text') === '1' ? worded : all, left_out: [] } : catalogue);
  });
}

test('signals without words are counted, and the way to them keeps the view', async () => {
  hold(1234, 0);
  await showAt('/voices?source=4&from=2026-11-01&to=2026-11-20', () => <NoVoices search={{ source: '4', from: '2026-11-01', to: '2026-11-20' }} />);
  expect(plain((await screen.findByText(/None of the/)).textContent)).toBe('None of the 1,234 signals in this view has words.');
  expect(screen.getByRole('link', { name: 'Show all records' }).getAttribute('href')).toBe('/voices?source=4&from=2026-11-01&to=2026-11-20&records=all');
});

test.each([[0, 0], [9, 3]])('of %i signals, %i with words, it is not said that none has words', async (all, worded) => {
  hold(all, worded);
  await showAt('/voices', () => <NoVoices search={{}} />);
  expect(await screen.findByText('There is no signal in these days.')).toBeDefined();
});
