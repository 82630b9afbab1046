import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useNaming } from '@/app/view/useNaming';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { AllScores, otherScores } from './AllScores';
import { Groups } from './Groups';
import type { PulsePart } from './parts';
import type { ScoreView } from './usePulse';

const score = (id: number, role: string) => ({ question: { id, source_id: 1, name: `q${id}`, label: `Question ${id}`, scale: { min: 1, max: 5, low_is_good: false }, metric: 'mean', role }, now: { estimate: null, shortfall: { code: 'not_enough_answers', have: 4, need: 30 } }, before: null, change: null }) as unknown as ScoreView;
const ids = (scores: ScoreView[]) => otherScores({ scores }).map(({ question }) => question.id);

test('the main score is not among the other questions', () => {
  expect(ids([score(1, 'outcome')])).toEqual([]);
  expect(ids([score(1, 'outcome'), score(2, 'outcome')])).toEqual([2]);
  expect(ids([score(1, 'outcome'), score(2, 'outcome'), score(3, 'driver')])).toEqual([3]);
});

function Page() {
  const naming = useNaming(undefined);
  const main = score(1, 'outcome');
  const part = { pulse: { source: { id: 1 }, scores: [main, score(2, 'driver')], strip: { by: 'channel', groups: [] }, against: null, period: null }, main, naming, search: {}, scope: {} } as unknown as PulsePart;
  return <><AllScores {...part} /><Groups {...part} catalogue={undefined} span={6} /></>;
}

test('where no row has a number there is no scale to read it on', async () => {
  serve({ 'GET /api/v1/metrics/1': { body: { floor: 30, groups: [{ value: 'web', n: 4, figure: { estimate: null, shortfall: { code: 'not_enough_answers', have: 4, need: 30 } } }] } } });
  await showAt('/pulse', Page);
  expect(await screen.findByText(/No group has 30 answers yet/)).toBeDefined();
  expect(screen.getByText('Question 2')).toBeDefined();
  expect(screen.queryByText('0.5')).toBeNull();
  expect(screen.getAllByRole('table')).toHaveLength(1);
});
