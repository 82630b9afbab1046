import { expect, test } from 'vitest';
import { formats } from './format';
import { isolated } from './start';

const bare = (text: string) => text.replace(/[\u2066\u2069]/g, '');

test('a minus is a true minus and a plus is said', () => {
  const { signed, number } = formats('en');
  expect(signed(-8, 1)).toBe('\u22128.0');
  expect(signed(0.86, 2)).toBe('+0.86');
  expect(signed(0, 1)).toBe('±0.0');
  expect(signed(-0.04, 1)).toBe('±0.0');
  expect(number(-0.12, 2)).toBe('\u22120.12');
});

test('Persian writes its own digits, signs and calendar', () => {
  const { count, signed, percent, date, span } = formats('fa');
  expect(count(11_316)).toBe('۱۱٬۳۱۶');
  expect(bare(signed(-8, 1))).toBe('\u2212۸٫۰');
  expect(bare(percent(0.125, 1))).toBe('۱۲٫۵٪');
  expect(date('2026-11-20')).toBe('۲۹ آبان');
  expect(date('2026-11-20', 'dayYear')).toContain('۱۴۰۵');
  expect(span('2026-10-24', '2026-11-20')).toContain('۱۴۰۵');
});

test('Arabic writes Arabic-Indic digits', () => {
  const { count, percent, date } = formats('ar');
  expect(count(11_316)).toBe('١١٬٣١٦');
  expect(bare(percent(0.125, 1))).toBe('١٢٫٥٪');
  expect(date('2026-11-20')).toBe('٢٠ نوفمبر');
});

test('a sign in a right-to-left sentence keeps its side', () => {
  expect(formats('fa').signed(3, 1)).toMatch(/^\u2066.*\u2069$/);
  expect(formats('fa').percent(0.5)).toMatch(/^\u2066.*\u2069$/);
  expect(formats('zh').signed(3, 1)).toBe('+3.0');
});

test('a bare day is the same day everywhere', () => {
  expect(formats('en').date('2026-01-01', 'dayYear')).toBe('1 Jan 2026');
});

test('time near now is said in the largest whole unit', () => {
  const { relative } = formats('en');
  expect(relative('2026-11-20T10:00:00Z', '2026-11-20T10:04:30Z')).toBe('4 minutes ago');
  expect(relative('2026-11-22T10:00:00Z', '2026-11-20T10:00:00Z')).toBe('in 2 days');
  expect(relative('2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z')).toBe('now');
});

test('sizes and lengths of time carry their unit', () => {
  const { bytes, seconds } = formats('en');
  expect(bytes(2_300_000)).toBe('2.3 MB');
  expect(bytes(0)).toBe('0 byte');
  expect(seconds(0.04)).toBe('0.04 secs');
  expect(seconds(240)).toBe('4 mins');
});

test('a value in Latin letters, or a telephone number, keeps its direction in a sentence that runs the other way', () => {
  expect(isolated('club.csv', 'rtl')).toBe('\u2068club.csv\u2069');
  expect(isolated('+447700900123', 'rtl')).toBe('\u2068+447700900123\u2069');
  expect(isolated('لیلا', 'rtl')).toBe('لیلا');
  expect(isolated('\u2066P-7\u2069', 'rtl')).toBe('\u2066P-7\u2069');
  expect(isolated('club.csv', 'ltr')).toBe('club.csv');
});
