import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { show } from '@/test/render';
import { DriverTable } from './DriverTable';
import type { Driver, Priorities } from './usePriorities';

const driver = (id: number, share: number) => ({ question: { id, label: `driver ${id}` }, effect: null, rise: null, reach: { share, count: 10, n: 100, threshold: 2, step: 1 } }) as unknown as Driver;

test('the bar of reach is a share of everyone, not of the widest reach', async () => {
  const rows = [driver(1, 0.123), driver(2, 0.143)];
  await show(<DriverTable priorities={{ unit: 'scale_points' } as unknown as Priorities} tiers={[{ rows, clear: true }]} />);
  const cell = screen.getByText('12.3%', { exact: false });
  expect(cell.querySelector('[aria-hidden] > span')?.getAttribute('style')).toContain('inline-size: 12.3%');
});
