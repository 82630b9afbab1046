import { expect, test } from 'vitest';
import { drawLine, moments } from './line';

const room = { width: 100, start: 10, end: 10, top: 20, step: 30 };

test('signals stand in order of time, each on the lane of its channel', () => {
  const { lanes, stops, path } = drawLine([{ id: 'b', at: 200, lane: 'phone', kind: 'did' }, { id: 'a', at: 100, lane: 'app', kind: 'said' }, { id: 'c', at: 300, lane: 'app', kind: 'did' }], room);
  expect(lanes).toEqual([{ name: 'app', y: 20 }, { name: 'phone', y: 50 }]);
  expect(stops.map(({ id, x, y }) => [id, x, y])).toEqual([['a', 10, 20], ['b', 50, 50], ['c', 90, 20]]);
  expect(path).toBe('M10.0 20.0C30.0 20.0 30.0 50.0 50.0 50.0C70.0 50.0 70.0 20.0 90.0 20.0');
});

test('one signal alone stands in the middle, without a line', () => {
  const { stops, path } = drawLine([{ id: 'a', at: 5, lane: 'app', kind: 'said' }], room);
  expect(stops[0]?.x).toBe(50);
  expect(path).toBe('M50.0 20.0');
  expect(moments([{ at: 5 }])).toEqual([5]);
  expect(drawLine([], room)).toEqual({ lanes: [], stops: [], path: '' });
});

test('moments run from the first to the last', () => {
  expect(moments([{ at: 400 }, { at: 0 }], 5)).toEqual([0, 100, 200, 300, 400]);
});
