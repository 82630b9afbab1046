import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { Search } from '@/app/address/search';
import { useNaming } from '@/app/view/useNaming';
import { show } from '@/test/render';
import { FacetList } from './FacetList';
import type { Facets } from './useVoices';

const question = { id: 4, source_id: 1, name: 'recommend', label: 'How likely?', scale: { min: 0, max: 10, low_is_good: false }, metric: 'nps', role: 'outcome' } as const;
const values = [[0, 12], [3, 5], [6, 30], [7, 21], [10, 90]].map(([value = 0, count = 0]) => ({ value, count }));
const facets: Facets = { source: [{ value: '1', count: 158 }], channel: [], touchpoint: [], language: [], detectors: [], read_in: [], topics: [], attributes: [], scores: [{ question, values }] };

function Shown({ search, change }: { search: Search; change: (changes: Record<string, string | string[] | undefined>) => void }) {
  const naming = useNaming(undefined);
  return <FacetList facets={facets} catalogue={undefined} naming={naming} search={search} change={change} whole={false} />;
}

test('a chosen range of answers stands with the count of all answers in it', async () => {
  const change = vi.fn<(changes: Record<string, string | string[] | undefined>) => void>();
  await show(<Shown search={{ 's.4': '0..6' }} change={change} />);
  const range = screen.getByRole<HTMLInputElement>('checkbox', { name: /0 to 6/ });
  expect(range.checked).toBe(true);
  expect(range.closest('label')?.textContent).toBe('0 to 647');
  expect([...document.querySelectorAll('label[data-within]')].map((label) => label.textContent)).toEqual(['012', '35', '630']);
  await userEvent.click(range);
  expect(change).toHaveBeenCalledWith({ 's.4': [], record: undefined });
});

test('a range with ends between two answers keeps them', async () => {
  await show(<Shown search={{ 's.4': '2.5..6.5' }} change={() => undefined} />);
  expect(screen.getByRole('checkbox', { name: /2\.5 to 6\.5/ }).closest('label')?.textContent).toBe('2.5 to 6.535');
});
