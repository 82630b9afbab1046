import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useNaming } from '@/app/view/useNaming';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import type { PulsePart } from './parts';
import { Trend } from './Trend';

const question = { id: 1, source_id: 1, name: 'nps', label: 'How likely?', scale: { min: 0, max: 10, low_is_good: false }, metric: 'nps', role: 'outcome' };
const told = (from: string, to: string, n: number) => ({ from, to, figure: { estimate: { value: 10, low: -5, high: 25, n, period: null, method: 'nps', level: 0.95, predicted: false, excludes_zero: false }, shortfall: null } });
const short = (from: string, have: number) => ({ from, to: from, figure: { estimate: null, shortfall: { code: 'not_enough_answers', have, need: 30 } } });

const page = (points: unknown[]) => function Page() {
  const naming = useNaming(undefined);
  return <Trend {...({ main: { question }, naming, trend: { grain: 'quarter', points } } as unknown as PulsePart & { trend: never })} span={12} />;
};

test('where one stretch alone holds enough answers, a second is missing and no count is called too small', async () => {
  serve({});
  await showAt('/pulse', page([told('2025-01-01', '2025-03-31', 46), short('2025-04-01', 4)]));
  expect(await screen.findByText(/Only 1 Jan – 31 Mar 2025 has enough answers: 46/)).toBeDefined();
  expect(screen.getByText(/the next fullest has 4 of 30/)).toBeDefined();
  expect(screen.queryByText(/46 of 30/)).toBeNull();
});

test('where no stretch holds enough answers, the fullest says how far it is', async () => {
  serve({});
  await showAt('/pulse', page([short('2025-01-01', 12), short('2025-04-01', 4)]));
  expect(await screen.findByText(/Not enough answers yet: 12 of 30/)).toBeDefined();
});
