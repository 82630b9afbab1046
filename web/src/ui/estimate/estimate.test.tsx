import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { show } from '@/test/render';
import { Change } from './Change';
import { ChangeStrip } from './ChangeStrip';
import { Estimate } from './Estimate';
import type { Figure } from './figure';
import { verdictOf } from './figure';
import { IntervalMark } from './IntervalMark';
import { type MeasureKind, useMeasure } from './measure';
import { scaleOver, ticks } from './scale';

const figure = (value: number, low: number, high: number, n = 300): Figure => ({ estimate: { value, low, high, n }, shortfall: null });
const Shown = ({ of, as }: { of: Figure; as: MeasureKind }) => <Estimate figure={of} measure={useMeasure(as)} />;
const Changed = ({ of, good }: { of: Figure; good?: 'up' | 'down' }) => <Change change={of} good={good} measure={useMeasure('nps')} />;

test('an estimate is never shown without its interval and its n', async () => {
  const { container } = await show(<Shown of={figure(24, 22.5, 25.5, 11_316)} as="nps" />);
  expect(container.textContent).toContain('+24');
  expect(container.textContent).toContain('+22.5 to +25.5');
  expect(container.textContent).toContain('11,316 answers');
});

test('below the floor there is a reason and no number', async () => {
  const { container } = await show(<Shown of={{ estimate: null, shortfall: { code: 'not_enough_answers', have: 7, need: 10 } }} as="nps" />);
  expect(container.textContent).toBe('Not enough answers yet: 7 of 10');
});

test('a Persian reader reads Persian digits', async () => {
  const { container } = await show(<Shown of={{ estimate: null, shortfall: { code: 'not_enough_answers', have: 7, need: 10 } }} as="nps" />, 'fa');
  expect(container.textContent).toBe('هنوز پاسخ کافی نیست: ۷ از ۱۰');
});

test('a change is coloured only when its interval leaves 0 out', async () => {
  expect(verdictOf({ value: 0.3, low: -2, high: 2.6, n: 10 })).toBe('none');
  expect(verdictOf({ value: -8, low: -11.6, high: -4.4, n: 10 })).toBe('worse');
  expect(verdictOf({ value: -8, low: -11.6, high: -4.4, n: 10 }, 'down')).toBe('better');
  const { container } = await show(<Changed of={figure(0.3, -2, 2.6)} />);
  expect(container.querySelector('[data-verdict]')?.getAttribute('data-verdict')).toBe('none');
  expect(container.textContent).toContain('No clear change');
});

test('the shape tells the way and the colour whether it is good', async () => {
  const { container } = await show(<Changed of={figure(4, 2, 6)} good="down" />);
  expect(container.querySelector('[data-verdict]')?.getAttribute('data-verdict')).toBe('worse');
  expect(container.textContent).toContain('Rose by 4.0');
});

test('an interval is spoken', async () => {
  await show(<IntervalMark value={3} low={1.5} high={4.5} scale={[0, 10]} kind="observed" write={String} label="Legroom" />);
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe('Legroom: 3, between 1.5 and 4.5');
});

test('the strip counts what it looked at', async () => {
  const changes = [figure(-8, -11, -4), figure(0, -1, 1), figure(1, -1, 3)].flatMap(({ estimate }, i) => (estimate === null ? [] : [{ label: `t${i}`, change: estimate }]));
  await show(<ChangeStrip changes={changes} places="3 touchpoints" />);
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe('Change at each of 3 touchpoints, with its interval: 1 fell, 0 rose, 2 show no clear change.');
});

test('a scale holds every interval and its ticks are round', () => {
  const scale = scaleOver([{ low: 0.15, high: 1.03 }], { zero: true });
  expect(scale[0]).toBeLessThan(0);
  expect(scale[1]).toBeGreaterThan(1.03);
  expect(ticks(scale)).toEqual([0, 0.5, 1]);
  expect(scaleOver([])).toEqual([0, 1]);
  expect(ticks([46, 54])).toEqual([46, 48, 50, 52, 54]);
  expect(ticks([49, 50.6], 3, (value) => `${value.toFixed(0)}%`), 'no two ticks read alike').toEqual([49, 50]);
});
