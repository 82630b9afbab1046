import { expect, test } from 'vitest';
import { differing } from './differing';
import { oddsOf, scaleOf, stepsOf } from './steps';

test('each part begins where the one before ended, and together they are the weight', () => {
  const steps = stepsOf(-20, [17.5, 11.25, -1.25]);
  expect(steps).toEqual([{ from: 0, to: -20 }, { from: -20, to: -2.5 }, { from: -2.5, to: 8.75 }, { from: 8.75, to: 7.5 }]);
  const [low, high] = scaleOf(steps);
  expect(low).toBeLessThan(-20);
  expect(high).toBeGreaterThan(8.75);
});

test('a scale holds the place where both are as likely, even when all speaks for it', () => {
  expect(scaleOf(stepsOf(2, [1]))[0]).toBeLessThanOrEqual(0);
  expect(oddsOf(-3)).toBe(8);
});

const marked = (left: string, right: string) => differing(left, right).map((side) => side.map(({ text, differs }) => (differs ? `[${text}]` : text)).join(''));

test('letters that the other side lacks are marked, whatever their case and accents', () => {
  expect(marked('Marandi', 'Merandi')).toEqual(['M[a]randi', 'M[e]randi']);
  expect(marked('José Pérez', 'jose perez')).toEqual(['José Pérez', 'jose perez']);
  expect(marked('1984-03-12', '1984-03-21')).toEqual(['1984-03-[1]2', '1984-03-2[1]']);
});

test('where less than half is common, nothing is marked', () => {
  expect(marked('Porto', 'Braga')).toEqual(['Porto', 'Braga']);
  expect(marked('Leila', 'لیلا')).toEqual(['Leila', 'لیلا']);
  expect(marked('', 'x')).toEqual(['', 'x']);
});
