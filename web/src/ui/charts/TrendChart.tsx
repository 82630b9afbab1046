import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Figure } from '@/ui/estimate/figure';
import type { Measure } from '@/ui/estimate/measure';
import { ShortfallWords } from '@/ui/estimate/ShortfallWords';
import { Loading } from '@/ui/states/Loading';
import css from './TrendChart.module.css';

// ECharts is the heaviest thing we ship; it comes only when a chart is drawn.
const TrendLines = lazy(() => import('./TrendLines'));

export type TrendPoint = { label: string; figure: Figure };

type TrendChartProps = {
  /** What the chart shows, in one sentence; it is the chart's spoken name. */
  sentence: string;
  observed: readonly TrendPoint[];
  /** Pencil line over the same periods, drawn dashed and hatched. */
  predicted?: readonly TrendPoint[];
  measure: Measure;
  height?: number;
};

/** A line with its 95% band; gaps where there are too few answers; the same figures as a table behind it. Time runs left to right in every script. */
export function TrendChart({ sentence, observed, predicted, measure, height = 220 }: TrendChartProps) {
  const { t } = useTranslation('ui');
  const { count } = useFormat();
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className={css.trend}>
      {asTable ? (
        <div className={css.scroll} style={{ maxBlockSize: height + 80 }}>
          <table className="table">
            <caption className="sr">{sentence}</caption>
            <thead>
              <tr>
                <th scope="col">{t('chart.period')}</th>
                <th scope="col" className="n">{t('chart.value')}</th>
                <th scope="col" className="n">{t('chart.interval')}</th>
                <th scope="col" className="n">{t('chart.n')}</th>
              </tr>
            </thead>
            <tbody>
              {observed.map(({ label, figure }) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {figure.estimate === null ? (
                    <td colSpan={3} className="muted"><ShortfallWords shortfall={figure.shortfall} /></td>
                  ) : (
                    <>
                      <td className="n">{measure.level(figure.estimate.value)}</td>
                      <td className="n">{t('estimate.to', { low: measure.end(figure.estimate.low), high: measure.end(figure.estimate.high) })}</td>
                      <td className="n">{count(figure.estimate.n)}</td>
                    </>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div role="img" aria-label={sentence} dir="ltr" style={{ blockSize: height }}>
          <Suspense fallback={<Loading shape="chart" />}>
            <TrendLines observed={observed} predicted={predicted} measure={measure} />
          </Suspense>
        </div>
      )}
      <figcaption className={css.foot}>
        <span className="note">{sentence}</span>
        <button type="button" className={css.toggle} onClick={() => setAsTable(!asTable)}>{asTable ? t('chart.asChart') : t('chart.asTable')}</button>
      </figcaption>
    </figure>
  );
}
