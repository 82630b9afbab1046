import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useNaming } from '@/app/view/useNaming';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { DriverDetails } from './DriverDetails';
import type { Driver, Priorities } from './usePriorities';

const estimate = (value: number, low: number, high: number) => ({ value, low, high, n: 900, period: null, method: 'drivers', level: 0.95, predicted: true, excludes_zero: low > 0 || high < 0 });
const outcome = { id: 1, source_id: 1, name: 'recommend', label: 'How likely?', scale: { min: 0, max: 10, low_is_good: false }, metric: 'nps', role: 'outcome' };
const question = { id: 2, source_id: 1, name: 'punctual', label: 'Punctual', scale: { min: 1, max: 5, low_is_good: false }, metric: 'csat', role: 'driver' };
const driver = { question, reach: { share: 0.2, count: 180, n: 900, threshold: 2, step: 1 }, rise: estimate(0.2, 0.1, 0.3) } as unknown as Driver;
const answer = {
  driver: question, outcome, unit: 'scale_points', threshold: 2, step: 1, part: 1, now: { share: 0.2, count: 180 }, then: { share: 0.02, count: 18 }, moved: 180, spared: 162,
  rise: estimate(0.2, 0.1, 0.3), reason: null,
  outcome_now: { estimate: { ...estimate(7.07, 6.9, 7.24), predicted: false }, shortfall: null },
  outcome_then: { estimate: estimate(7.27, 7.07, 7.46), shortfall: null },
  dots: [], refute: { code: 'nothing_to_test', share: null, answers: null, days: null, at_least: null }, label: 'association',
};

function Page() {
  const naming = useNaming(undefined);
  return <DriverDetails priorities={{ outcome, unit: 'scale_points' } as unknown as Priorities} driver={driver} study={{}} low={() => ({})} naming={naming} />;
}

test('the change comes first with its own interval, and what each interval is, is said in words', async () => {
  serve({ 'GET /api/v1/priorities/what-if': { body: answer } });
  await showAt('/priorities', Page);
  expect(await screen.findByText(/Expected change/)).toBeDefined();
  const words = screen.getByRole('complementary').textContent ?? '';
  const order = ['Expected change of the mean answer', '+0.10 to +0.30', 'the change is clear', 'not in points of the Net Promoter Score', '7.07 now, 7.27 then', 'between 7.07 and 7.46'].map((part) => words.indexOf(part));
  expect(order.every((at) => at >= 0)).toBe(true);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});
