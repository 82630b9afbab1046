import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import css from './RankHeat.module.css';

/** rank[p]: share of redraws in which this driver took place p + 1. */
export type RankRow = { label: string; rank: readonly number[] };

const shade = (share: number): number => (share < 0.005 ? 0 : Math.min(7, 1 + Math.floor(share * 7.99)));

/** How sure is the order? Dark: a sure place. Smeared: a tie. Below 5% the figure is left blank. */
export function RankHeat({ rows, caption }: { rows: readonly RankRow[]; caption: string }) {
  const { t } = useTranslation('ui');
  const { count, percent } = useFormat();
  const places = Math.max(0, ...rows.map(({ rank }) => rank.length));
  return (
    <table className={css.heat}>
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('heat.driver')}</th>
          {Array.from({ length: places }, (_, i) => <th key={i} scope="col" className={css.place}><span className="sr">{t('heat.place')}</span> {count(i + 1)}</th>)}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, rank }) => (
          <tr key={label}>
            <th scope="row"><bdi>{label}</bdi></th>
            {rank.map((share, i) => (
              <td key={i}>
                <span className={css.cell} data-shade={shade(share)} title={percent(share)}>{share >= 0.05 ? count(share * 100) : ''}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
