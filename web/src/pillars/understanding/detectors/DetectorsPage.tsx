import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchState } from '@/app/address/useSearchState';
import { useNaming } from '@/app/view/useNaming';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { useDetectors } from '../detections';
import { VoicesTabs } from '../VoicesTabs';
import { DetectorView } from './DetectorView';
import css from './DetectorsPage.module.css';
import { PlugInCard } from './PlugInCard';
import { ReadingCard } from './ReadingCard';

const traits = ['emotion', 'effort', 'intent', 'churn_threat', 'human_requested', 'polarity', 'goal', 'safety'] as const;

/** What is looked for in customers' words: how often it is found, how good that is, and what can be done about it. */
export function DetectorsPage() {
  const { t } = useTranslation('detectors');
  const [search] = useSearchState();
  const naming = useNaming(undefined);
  const { data, error, refetch } = useDetectors();
  const groups = traits.map((trait) => ({ trait, detectors: data?.detectors.filter((one) => one.trait === trait) ?? [] })).filter(({ detectors }) => detectors.length > 0);
  const rest = data?.detectors.filter((one) => traits.every((trait) => trait !== one.trait)) ?? [];
  return (
    <Page title={t('title')}>
      <Head title={t('title')} lead={t('lead')} aside={<VoicesTabs search={search} at="detectors" />} />
      {data === undefined ? <Card>{error === null ? <Loading shape="card" /> : <ProblemState error={error} onRetry={() => void refetch()} />}</Card> : (
        <>
          <ReadingCard reading={data.reading} />
          <p className={css.foot}><Link to="/detectors/models">{t('models')}</Link></p>
          {groups.map(({ trait, detectors }) => (
            <Fragment key={trait}>
              <h2 className={css.trait}>{t(`trait.${trait}`)}</h2>
              {detectors.map((detector) => <DetectorView key={detector.id} detector={detector} naming={naming} />)}
            </Fragment>
          ))}
          {rest.map((detector) => <DetectorView key={detector.id} detector={detector} naming={naming} />)}
          <PlugInCard />
          <p className={css.foot}>{t('employees', { floor: data.employees_floor })}</p>
        </>
      )}
    </Page>
  );
}
