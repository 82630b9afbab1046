import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { useNaming } from '@/app/view/useNaming';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { useDetectors } from '../detections';
import { VoicesTabs } from '../VoicesTabs';
import { LabelDesk } from './LabelDesk';
import css from './LabelsPage.module.css';
import { LabelsTold } from './LabelsTold';
import { LearnCard } from './LearnCard';

/** People say of one text after another whether a trait is there: that measures the detector, and teaches it. */
export function LabelsPage() {
  const { t } = useTranslation('labels');
  const [search, change] = useSearchState();
  const naming = useNaming(undefined);
  const { data, error, refetch } = useDetectors();
  const detectors = data?.detectors ?? [];
  const detector = one(search, 'detector') ?? detectors[0]?.id;
  const name = detector === undefined ? '' : naming.value('detector', detector);
  return (
    <Page title={t('title')}>
      <Head title={t('title')} lead={t('lead')} aside={<VoicesTabs search={search} at="labels" />} />
      {data === undefined || detector === undefined ? <Card>{error === null ? <Loading shape="card" /> : <ProblemState error={error} onRetry={() => void refetch()} />}</Card> : (
        <>
          <div className={css.pick}>
            <NativeSelect
              label={t('detector')}
              value={detector}
              data={detectors.map(({ id }) => ({ value: id, label: naming.value('detector', id) })).toSorted((a, b) => a.label.localeCompare(b.label))}
              onChange={(event) => change({ detector: event.currentTarget.value })}
            />
          </div>
          <LabelDesk key={detector} detector={detector} name={name} naming={naming} />
          <LabelsTold detector={detector} />
          <LearnCard key={`learn ${detector}`} detector={detector} name={name} />
        </>
      )}
    </Page>
  );
}
