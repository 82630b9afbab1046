import type { DateStyle, Formats } from '@/app/i18n/format';
import type { Verbatim } from './useVoices';

type Timed = Pick<Verbatim, 'occurred_at' | 'occurred_day'>;

/** When it happened: with a clock only where the source wrote one; a day alone is the same day for every reader. */
export const when = ({ occurred_at, occurred_day }: Timed, date: Formats['date'], style: DateStyle = 'dateTime') => (occurred_day === null ? date(occurred_at, style) : date(occurred_day, 'dayYear'));

/** Its place on a line of time, in milliseconds; a day alone stands at the reader's own midnight, so that it is written as that day. */
export const instant = ({ occurred_at, occurred_day }: Timed) => Date.parse(occurred_day === null ? occurred_at : `${occurred_day}T00:00:00`);
