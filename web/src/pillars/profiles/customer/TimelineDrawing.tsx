import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Naming } from '@/app/view/useNaming';
import { useKeyScroll } from '@/ui/layout/useKeyScroll';
import type { Verbatim } from '@/pillars/understanding/useVoices';
import { instant } from '@/pillars/understanding/when';
import { drawLine, moments, type Stop } from './line';
import css from './TimelineDrawing.module.css';

const room = { width: 860, start: 96, end: 36, top: 26, step: 34 };

export const stopOf = ({ id, occurred_at, occurred_day, channel, text, answers }: Verbatim): Stop => ({
  id,
  at: instant({ occurred_at, occurred_day }),
  lane: channel ?? '',
  kind: text !== null ? 'said' : answers.length > 0 ? 'answered' : 'did',
});

/** One customer through every channel, drawn as one line; time runs from left to right in every script. */
export function TimelineDrawing({ items, naming, current, onPick }: { items: readonly Verbatim[]; naming: Naming; current?: string; onPick: (id: string) => void }) {
  const { t } = useTranslation('customers');
  const { date } = useFormat();
  const scroll = useKeyScroll<HTMLDivElement>();
  const timed = items.filter(({ time_known }) => time_known);
  const stops = timed.map(stopOf);
  const clocked = timed.every(({ occurred_day }) => occurred_day === null);
  const { lanes, stops: placed, path } = drawLine(stops, room);
  if (placed.length === 0) return <p className="note">{t('line.noTime')}</p>;
  const height = room.top + (lanes.length - 1) * room.step + 46;
  const foot = height - 8;
  const times = moments(stops);
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0];
  const long = last - first > 300 * 86_400_000;
  const sentence = t('line.sentence', { count: placed.length, channels: t('line.channels', { count: lanes.length }), from: date(new Date(first), 'dayYear'), to: date(new Date(last), 'dayYear') });
  const write = (at: number) => date(new Date(at), long ? 'monthYear' : last - first > 86_400_000 || !clocked ? 'day' : 'time');
  return (
    <figure className={css.line}>
      <div ref={scroll} className={css.scroll}>
        <svg viewBox={`0 0 ${room.width} ${height}`} role="img" aria-label={sentence}>
          {lanes.map(({ name, y }) => (
            <g key={name}>
              <line x1={room.start} x2={room.width - room.end} y1={y} y2={y} className={css.lane} />
              <text x={room.start - 14} y={y + 4} textAnchor="end">{`\u2068${name === '' ? t('line.noChannel') : naming.channel(name)}\u2069`}</text>
            </g>
          ))}
          <path d={path} className={css.thread} />
          {placed.map(({ id, x, y, kind }) => (
            // Decoration for the mouse: each of these signals is a link in the list below.
            <g key={id} transform={`translate(${x.toFixed(1)} ${y})`} className={css.stop} data-kind={kind} data-current={id === current || undefined} onClick={() => onPick(id)}>
              {kind === 'said' ? <path d="M-7 -6h14v10h-7l-4 4v-4h-3z" /> : kind === 'answered' ? <rect x={-5} y={-5} width={10} height={10} rx={2} /> : <circle r={4.5} />}
            </g>
          ))}
          {times.map((at, i) => (
            <text key={at} x={times.length === 1 ? room.width / 2 : room.start + ((room.width - room.start - room.end) * i) / (times.length - 1)} y={foot} textAnchor="middle">{`\u2068${write(at)}\u2069`}</text>
          ))}
        </svg>
      </div>
      <figcaption className={css.legend}>
        <span data-kind="said"><svg viewBox="-9 -9 18 18" aria-hidden><path d="M-7 -6h14v10h-7l-4 4v-4h-3z" /></svg>{t('line.said')}</span>
        <span data-kind="answered"><svg viewBox="-9 -9 18 18" aria-hidden><rect x={-5} y={-5} width={10} height={10} rx={2} /></svg>{t('line.answered')}</span>
        <span data-kind="did"><svg viewBox="-9 -9 18 18" aria-hidden><circle r={4.5} /></svg>{t('line.did')}</span>
        <span className="note">{sentence}</span>
      </figcaption>
    </figure>
  );
}
