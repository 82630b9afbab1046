import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { type Scale, ticks } from '@/ui/estimate/scale';
import css from './QuantileDots.module.css';

type QuantileDotsProps = {
  /** Equally likely outcomes, in any order; twenty as a rule. */
  outcomes: readonly number[];
  scale: Scale;
  write: (value: number) => string;
  label: string;
};

const width = 380;
const height = 126;
const room = { side: 12, foot: 24 };

/** Each dot is one of the outcomes that the data leave equally possible. Dots below 0 are orange. */
export function QuantileDots({ outcomes, scale, write, label }: QuantileDotsProps) {
  const { t } = useTranslation('ui');
  const { count } = useFormat();
  const [low, high] = scale;
  const x = (value: number) => room.side + ((value - low) / (high - low)) * (width - 2 * room.side);
  const bin = (high - low) / 21;
  const radius = Math.min(8, (bin / (high - low)) * (width - 2 * room.side) / 2 - 0.6);
  const floor = height - room.foot;
  const stacks = new Map<number, number>();
  const stacked = outcomes.toSorted((a, b) => a - b).map((value) => {
    const at = Math.round(value / bin);
    const level = stacks.get(at) ?? 0;
    stacks.set(at, level + 1);
    return { value, at, level };
  });
  // A tall stack closes up rather than leave the drawing.
  const step = Math.min(2 * radius + 1, (floor - 2 * radius - 4) / Math.max(1, ...[...stacks.values()].map((size) => size - 1)));
  const dots = stacked.map(({ value, at, level }) => ({ value, cx: x(Math.max(low, Math.min(high, at * bin))), cy: floor - 2 - radius - level * step }));
  const above = outcomes.filter((value) => value > 0).length;
  const still = outcomes.every((value) => value === 0);
  const words = still ? t('dots.still') : t('dots.above', { count: above, all: outcomes.length });
  return (
    <figure className={css.dots}>
      <figcaption className="note">{label} {words}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${label} ${words}`}>
        <line className={css.axis} x1={room.side} x2={width - room.side} y1={floor} y2={floor} />
        {low <= 0 && high >= 0 ? <line className={css.zero} x1={x(0)} x2={x(0)} y1={4} y2={floor + 4} /> : null}
        {ticks(scale, 4, write).map((tick) => <text key={tick} x={x(tick)} y={height - 6} textAnchor="middle">{tick === 0 ? count(0) : write(tick)}</text>)}
        {dots.map(({ value, cx, cy }, i) => <circle key={i} cx={cx} cy={cy} r={radius} data-sign={value > 0 ? 'above' : value < 0 ? 'below' : 'zero'} />)}
      </svg>
    </figure>
  );
}
