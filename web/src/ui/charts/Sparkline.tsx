import css from './Sparkline.module.css';

/** A small line of counts over time, left to right in every script; decoration beside the written number. */
export function Sparkline({ values, width = 110, height = 26 }: { values: readonly number[]; width?: number; height?: number }) {
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const x = (i: number) => (i / (values.length - 1)) * (width - 7) + 1;
  const y = (value: number) => height - 3 - (high === low ? 0.5 : (value - low) / (high - low)) * (height - 6);
  return (
    <svg className={css.line} viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden>
      <path d={values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join('')} />
      <circle cx={x(values.length - 1)} cy={y(values.at(-1) ?? 0)} r={2.8} />
    </svg>
  );
}
