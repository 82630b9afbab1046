import css from './Bar.module.css';

/** A share of the whole track: of everyone, or of the largest where rows are counted against each other. It is mirrored with the page, so it needs its number beside it. */
export function Bar({ share, tone = 'ink' }: { share: number; tone?: 'ink' | 'observed' | 'quiet' }) {
  return (
    <span className={css.bar} data-tone={tone} aria-hidden>
      <span style={{ inlineSize: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
    </span>
  );
}

type BarsProps = { label: string; rows: readonly { label: string; value: number; shown: string }[] };

/** Counts by value: one bar a row, the number written at its end. */
export function Bars({ label, rows }: BarsProps) {
  const largest = Math.max(...rows.map((row) => row.value), 1e-9);
  return (
    <table className={css.bars} aria-label={label}>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label}>
            <th scope="row"><bdi>{row.label}</bdi></th>
            <td className={css.wide}><Bar share={row.value / largest} tone="observed" /></td>
            <td className="end"><span className="num">{row.shown}</span></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
