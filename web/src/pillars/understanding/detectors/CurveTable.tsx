import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Estimate } from '@/ui/estimate/Estimate';
import type { Estimate as Told } from '@/ui/estimate/figure';
import { useMeasure } from '@/ui/estimate/measure';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import type { CurvePoint } from '../detections';
import css from './DetectorsPage.module.css';

/** What other thresholds would give: the higher it is, the surer and the fewer. */
export function CurveTable({ curve, threshold, onTake }: { curve: readonly CurvePoint[]; threshold: number; onTake: (threshold: number) => void }) {
  const { t } = useTranslation('detectors');
  const { number } = useFormat();
  return (
    <ScrollBox className={css.curve} label={t('threshold.curve')}>
      <table className="table" aria-label={t('threshold.curve')}>
        <thead>
          <tr><th scope="col">{t('threshold.label')}</th><th scope="col">{t('precision')}</th><th scope="col">{t('recall')}</th><th scope="col"><span className="sr">{t('threshold.take')}</span></th></tr>
        </thead>
        <tbody>
          {curve.map((point) => (
            <tr key={point.threshold} aria-current={point.threshold === threshold ? 'true' : undefined}>
              <th scope="row">{number(point.threshold, 2)}</th>
              <td><Share estimate={point.precision} /></td>
              <td><Share estimate={point.recall} /></td>
              <td><Button size="compact-xs" disabled={point.threshold === threshold} onClick={() => onTake(point.threshold)}>{t('threshold.take')}</Button></td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Share({ estimate }: { estimate: Told | null }) {
  const { t } = useTranslation('detectors');
  const measure = useMeasure('share');
  return estimate === null ? t('threshold.nothing') : <Estimate figure={{ estimate, shortfall: null }} measure={measure} size="small" count={t('labelled', { n: estimate.n })} />;
}
