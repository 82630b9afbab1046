import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Estimate } from '@/ui/estimate/Estimate';
import { useMeasure } from '@/ui/estimate/measure';
import { Card } from '@/ui/layout/Card';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './LabelsPage.module.css';
import { type LabelSummary, useLabels, useLearn } from './useLabels';

const fromScores: ReadonlySet<string> = new Set(['negative', 'positive']);
const whys = ['better', 'not_better', 'others_erased', 'erased'] as const;

/** Learns from the labels, and tells what came of it. Praise and blame are learnt from scores: the way there. */
export function LearnCard({ detector, name }: { detector: string; name: string }) {
  const { t } = useTranslation('labels');
  const { data } = useLabels(detector);
  const learn = useLearn(detector);
  if (fromScores.has(detector)) {
    return <Card span={5} title={t('learn.title')} lead={t('learn.fromScores')}><LinkButton to="/detectors/models">{t('learn.models')}</LinkButton></Card>;
  }
  const learnt = data?.learnt ?? null;
  return (
    <Card span={5} title={t('learn.title')} lead={t('learn.lead', { name })}>
      <div className={css.learn}>
        <div><Button variant="filled" loading={learn.isPending} onClick={() => learn.mutate()}>{t('learn.do')}</Button></div>
        {learn.error === null ? null : <ProblemState error={learn.error} level="h3" />}
        {learnt === null ? <p className="note">{t('learn.none')}</p> : <Came learnt={learnt} />}
      </div>
    </Card>
  );
}

function Came({ learnt: { at, before, after, labels, why } }: { learnt: NonNullable<LabelSummary['learnt']> }) {
  const { t } = useTranslation('labels');
  const { date } = useFormat();
  const share = useMeasure('share');
  const known = whys.find((one) => one === why);
  return (
    <>
      <p role="status">{known === undefined ? why : t(`learn.why.${known}`)}</p>
      {why === 'erased' ? null : (
        <div className={css.good}>
          <div><h3>{t('learn.before')}</h3><Estimate figure={{ estimate: before, shortfall: null }} measure={share} size="small" count={t('told.texts', { n: before.n })} /></div>
          <div><h3>{t('learn.after')}</h3><Estimate figure={{ estimate: after, shortfall: null }} measure={share} size="small" count={t('told.texts', { n: after.n })} /></div>
        </div>
      )}
      <p className="note">{t('learn.at', { at: date(at, 'dateTime'), n: labels })} {t('learn.f1')}</p>
    </>
  );
}
