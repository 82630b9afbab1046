import { useFormat } from '@/app/i18n/useFormat';
import css from './SharedScale.module.css';
import { place, type Scale, ticks } from './scale';

/** The numbers of a scale that several rows share, in the head of their column, so that zero lines up down the column. */
export function SharedScale({ scale, write, at }: { scale: Scale; write: (value: number) => string; at?: readonly number[] }) {
  const { count } = useFormat();
  return (
    <span className={css.scale} aria-hidden>
      {(at ?? ticks(scale, 3, write)).map((tick) => (
        <span key={tick} style={{ insetInlineStart: `${place(tick, scale)}%` }}>{tick === 0 ? count(0) : write(tick)}</span>
      ))}
    </span>
  );
}
