import { type Language, languages } from './languages';

type Moment = string | number | Date;
export type DateStyle = 'day' | 'dayYear' | 'month' | 'monthYear' | 'dateTime' | 'time' | 'second';

const dateStyles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'short' },
  dayYear: { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'short' },
  monthYear: { month: 'short', year: 'numeric' },
  dateTime: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};
const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_556_952], ['month', 2_629_746], ['week', 604_800], ['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1],
];
const minus = '\u2212';
/** A bare day has no clock and no zone: it is the same day for every reader. */
const bareDay = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Everything a reader sees as a number, share or time is written here and nowhere else.
 * True minus (U+2212) and explicit plus; Persian digits and the Jalali calendar in fa, Arabic-Indic digits in ar.
 */
export function formats(language: Language) {
  const { tag, dir } = languages[language];
  const held = new Map<string, Intl.NumberFormat>();
  const numbers = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    const found = held.get(key) ?? new Intl.NumberFormat(tag, options);
    held.set(key, found);
    return found;
  };
  const fixed = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });
  // Intl puts marks of direction around signs; we isolate the whole number instead, so that it stands right in any sentence.
  const clean = (text: string) => text.replace(/[\u200e\u200f\u061c]/g, '').replace('-', minus);
  const isolate = (text: string) => (dir === 'rtl' ? `\u2066${text}\u2069` : text);
  const moments = (moment: Moment, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, typeof moment === 'string' && bareDay.test(moment) ? { ...options, timeZone: 'UTC' } : options);

  return {
    language,
    dir,
    /** A complete count: 11,316. */
    count: (value: number) => clean(numbers({ maximumFractionDigits: 0 }).format(value)),
    /** A short count for tight places: 3.9M. */
    compact: (value: number) => clean(numbers({ notation: 'compact', maximumFractionDigits: 1 }).format(value)),
    /** A plain number with fixed digits: 0.86, −0.12. */
    number: (value: number, digits = 0) => {
      const text = clean(numbers(fixed(digits)).format(value));
      return value < 0 ? isolate(text) : text;
    },
    /** A difference, always with its sign: +0.86, −8.0, and ±0 for none. */
    signed: (value: number, digits = 0) => {
      const size = clean(numbers(fixed(digits)).format(Math.abs(value)));
      const rounded = Number(value.toFixed(digits));
      return isolate((rounded > 0 ? '+' : rounded < 0 ? minus : '±') + size);
    },
    /** A share between 0 and 1, written as a percentage closed up: 12.5%. */
    percent: (share: number, digits = 0) => isolate(clean(numbers({ style: 'percent', ...fixed(digits) }).format(share))),
    /** A size in bytes: 2.3 MB. */
    bytes: (value: number) => {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
      const step = Math.min(units.length - 1, value < 1 ? 0 : Math.floor(Math.log10(value) / 3));
      const size = value / 1000 ** step;
      return isolate(clean(numbers({ style: 'unit', unit: units[step], unitDisplay: 'short', maximumFractionDigits: size < 10 && step > 0 ? 1 : 0 }).format(size)));
    },
    /** A length of time in seconds: 0.04 s, 4 min, 2 h. */
    seconds: (value: number) => {
      const [unit, size] = value >= 7200 ? (['hour', value / 3600] as const) : value >= 120 ? (['minute', value / 60] as const) : (['second', value] as const);
      return clean(numbers({ style: 'unit', unit, unitDisplay: 'short', ...(size < 1 ? { maximumSignificantDigits: 1 } : { maximumFractionDigits: size < 10 ? 1 : 0 }) }).format(size));
    },
    date: (moment: Moment, style: DateStyle = 'day') => moments(moment, dateStyles[style]).format(new Date(moment)),
    /** Two days as one range: 24 Oct – 20 Nov 2026. */
    span: (from: Moment, to: Moment) => moments(from, dateStyles.dayYear).formatRange(new Date(from), new Date(to)),
    /** How long ago, or how soon: 4 minutes ago. */
    relative: (moment: Moment, now: Moment) => {
      const seconds = (new Date(moment).getTime() - new Date(now).getTime()) / 1000;
      const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
      return new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
    },
    list: (items: readonly string[]) => new Intl.ListFormat(tag, { type: 'conjunction' }).format(items),
    /** Digits inside a text that is no number, such as a version: shown in the reader's digits. */
    digits: (text: string) => {
      const own = numbers({ useGrouping: false });
      return text.replace(/[0-9]/g, (digit) => own.format(Number(digit)));
    },
  };
}

export type Formats = ReturnType<typeof formats>;
