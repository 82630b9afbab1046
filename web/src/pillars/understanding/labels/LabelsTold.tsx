import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Estimate } from '@/ui/estimate/Estimate';
import type { Estimate as Told } from '@/ui/estimate/figure';
import { useMeasure } from '@/ui/estimate/measure';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './LabelsPage.module.css';
import { useLabels } from './useLabels';

const reasons = ['too_few_random_labels', 'too_few_of_a_language', 'low_precision', 'low_recall'] as const;

/** How many labels there are, and what those by lot tell of the detector. */
export function LabelsTold({ detector }: { detector: string }) {
  const { t } = useTranslation(['labels', 'detectors']);
  const { count } = useFormat();
  const { data, error, refetch } = useLabels(detector);
  const share = useMeasure('share');
  const kappa = useMeasure('mean', 2);
  if (data === undefined) return <Card span={7}>{error === null ? <Loading shape="card" /> : <ProblemState error={error} level="h3" onRetry={() => void refetch()} />}</Card>;
  const { labels, random, positives, precision, recall, agreement, needed, experimental_because } = data;
  const because = reasons.find((one) => one === experimental_because);
  return (
    <Card span={7} title={t('told.title')} lead={t('told.lead')} action={<LinkButton size="xs" to="/detectors">{t('told.detector')}</LinkButton>}>
      <dl className={css.pairs}>
        <div><dt>{t('told.labels')}</dt><dd>{count(labels)}</dd></div>
        <div><dt>{t('told.random')}</dt><dd>{count(random)}</dd></div>
        <div><dt>{t('told.positives')}</dt><dd>{count(positives)}</dd></div>
        <div><dt>{t('told.missing')}</dt><dd>{count(Math.max(0, needed - random))}</dd></div>
      </dl>
      <progress className={css.bar} value={Math.min(random, needed)} max={needed} aria-label={t('told.progress', { n: random, all: needed })} />
      <p className="note">{experimental_because === null ? t('told.because.none') : because === undefined ? experimental_because : t(`told.because.${because}`)}</p>
      <div className={css.good}>
        <Figure title={t('detectors:precision')} what={t('detectors:precisionWhat')} estimate={precision} none={random === 0 ? t('told.noRandom') : t('told.noPrecision')}>
          {precision === null ? null : <Estimate figure={{ estimate: precision, shortfall: null }} measure={share} size="small" count={t('told.texts', { n: precision.n })} />}
        </Figure>
        <Figure title={t('detectors:recall')} what={t('detectors:recallWhat')} estimate={recall} none={random === 0 ? t('told.noRandom') : t('told.noRecall')}>
          {recall === null ? null : <Estimate figure={{ estimate: recall, shortfall: null }} measure={share} size="small" count={t('told.texts', { n: recall.n })} />}
        </Figure>
        <Figure title={t('told.agreement')} what={t('told.agreementWhat')} estimate={agreement.kappa} none={agreement.both === 0 ? t('told.noSecond') : t('told.noKappa', { n: agreement.both })}>
          {agreement.kappa === null ? null : <Estimate figure={{ estimate: agreement.kappa, shortfall: null }} measure={kappa} size="small" count={t('told.texts', { n: agreement.both })} />}
        </Figure>
      </div>
    </Card>
  );
}

function Figure({ title, what, estimate, none, children }: { title: string; what: string; estimate: Told | null; none: string; children: React.ReactNode }) {
  return (
    <div>
      <h3>{title}</h3>
      <p className="note">{what}</p>
      {estimate === null ? <p className="sm">{none}</p> : children}
    </div>
  );
}
