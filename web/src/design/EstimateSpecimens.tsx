import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { TrendChart } from '@/ui/charts/TrendChart';
import { Change } from '@/ui/estimate/Change';
import { ChangeStrip } from '@/ui/estimate/ChangeStrip';
import { Estimate } from '@/ui/estimate/Estimate';
import { EstimateDetails } from '@/ui/estimate/EstimateDetails';
import type { Kind, Verdict } from '@/ui/estimate/figure';
import { IntervalMark } from '@/ui/estimate/IntervalMark';
import { KindLabel } from '@/ui/estimate/KindLabel';
import { useMeasure } from '@/ui/estimate/measure';
import { SharedScale } from '@/ui/estimate/SharedScale';
import { Card } from '@/ui/layout/Card';
import { figure, missing, strip, weeks } from './invented';
import { Specimen, Specimens } from './Specimen';
import css from './Specimen.module.css';

const scale = [-4, 9] as const;
const rows: { kind: Kind | Verdict; value: number; low: number; high: number }[] = [
  { kind: 'observed', value: 3, low: 1.5, high: 4.5 },
  { kind: 'predicted', value: 2, low: -0.5, high: 4.5 },
  { kind: 'better', value: 4, low: 1.2, high: 6.8 },
  { kind: 'worse', value: -2, low: -3.1, high: -0.9 },
  { kind: 'none', value: 3.1, low: -0.4, high: 6.6 },
];

export function EstimateSpecimens() {
  const { t } = useTranslation('design');
  const { date } = useFormat();
  const nps = useMeasure('nps');
  const share = useMeasure('share');
  const mean = useMeasure('mean');
  const points = useMeasure('points', 1);
  const in100 = useMeasure('mean', 0);
  const details = (
    <EstimateDetails definition={t('definition')} method={t('methodWords')} filter={t('filterWords')} records={<a href="#voices">{t('recordsWords')}</a>} />
  );
  const names = { observed: <KindLabel kind="observed" />, predicted: <KindLabel kind="predicted" />, better: t('better'), worse: t('worse'), none: t('unclear') };
  return (
    <>
      <Card title={t('estimates')} lead={t('estimatesLead')} span={7} fill>
        <Specimens>
          <Specimen name={<KindLabel kind="observed">{t('xq')}</KindLabel>}><Estimate size="big" figure={figure(71, 70.2, 71.8, 11_316)} measure={in100} unit={t('in100')} /></Specimen>
          <Specimen name={<KindLabel kind="predicted">{t('xq')}</KindLabel>}><Estimate size="big" figure={figure(66, 63, 69, 3_900_000, { predicted: true })} measure={in100} unit={t('in100')} count={t('silent', { n: 3_900_000 })} /></Specimen>
          <Specimen name={t('nps')}><Estimate figure={figure(24, 22.5, 25.5, 11_316)} measure={nps} details={details} /></Specimen>
          <Specimen name={t('csat')}><Estimate figure={figure(71.4, 69.8, 72.9, 3_204)} measure={share} /></Specimen>
          <Specimen name={t('mean')}><Estimate size="small" figure={figure(3.62, 3.55, 3.69, 2_264)} measure={mean} /></Specimen>
          <Specimen name={t('notEnough')}><Estimate figure={missing('not_enough_answers', 7, 10)} measure={nps} /></Specimen>
        </Specimens>
      </Card>
      <Card title={t('intervals')} lead={t('intervalsLead')} span={5} fill>
        <div className={css.intervals}>
          <span />
          <SharedScale scale={scale} write={points.change} at={[-4, 0, 4, 8]} />
          <span />
          {rows.map(({ kind, ...interval }) => (
            <div key={kind} style={{ display: 'contents' }}>
              <span>{names[kind]}</span>
              <IntervalMark {...interval} scale={scale} kind={kind} zero write={points.change} />
              <span className="num">{points.change(interval.value)}</span>
            </div>
          ))}
        </div>
      </Card>
      <Card title={t('changes')} span={7} fill>
        <Specimens>
          <Specimen><Change change={figure(-8, -11.6, -4.4, 1204)} measure={nps} /></Specimen>
          <Specimen><Change change={figure(3.1, 1.2, 5, 1204)} measure={nps} /></Specimen>
          <Specimen><Change change={figure(-0.8, -2, 0.4, 1204)} measure={nps} /></Specimen>
          <Specimen><Change change={missing('not_enough_answers', 7, 10)} measure={nps} /></Specimen>
          <Specimen wide>
            <ChangeStrip places={t('places')} tooFew={3} changes={strip.map((change, i) => ({ label: t('place', { n: i + 1 }), change }))} />
          </Specimen>
        </Specimens>
      </Card>
      <Card title={t('trend')} span={5} fill>
        <TrendChart
          sentence={t('trendSentence')}
          measure={share}
          observed={weeks.map(({ day, value, half }) => ({ label: date(day), figure: figure(value, value - half, value + half, 420) }))}
          predicted={weeks.map(({ day, value, half }) => ({ label: date(day), figure: figure(value - 5, value - 5 - 1.6 * half, value - 5 + 1.6 * half, 9000, { predicted: true }) }))}
        />
      </Card>
    </>
  );
}
