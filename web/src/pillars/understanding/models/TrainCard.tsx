import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Card } from '@/ui/layout/Card';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './ModelsPage.module.css';
import { isBusy, type ModelList, useTrain } from './useModels';
import { useModelWords } from './useModelWords';

/** From how many pairs of a score and words there is to learn, what goes on, and what the last try came to. */
export function TrainCard({ list: { job, pairs, needed } }: { list: ModelList }) {
  const { t } = useTranslation('models');
  const { count, date } = useFormat();
  const words = useModelWords();
  const train = useTrain();
  const busy = isBusy(job);
  return (
    <Card span={5} title={t('train.title')} lead={t('train.lead')}>
      <div className={css.train}>
        <dl className={css.pairs}>
          <div><dt>{t('train.pairs')}</dt><dd>{count(pairs)}</dd></div>
          <div><dt>{t('train.needed')}</dt><dd>{count(needed)}</dd></div>
        </dl>
        <div role="status">
          {busy ? (
            <>
              <progress className={css.bar} aria-label={t(`train.state.${job.state === 'waiting' ? 'waiting' : 'learning'}`)} />
              <p>{t(`train.state.${job.state === 'waiting' ? 'waiting' : 'learning'}`)}</p>
            </>
          ) : job.ended_as === null ? null : <p>{job.ended_at === null ? null : <span className="muted">{t('train.ended', { at: date(job.ended_at, 'dateTime') })} </span>}{words.ended(job.ended_as, job.have, job.need)}</p>}
        </div>
        <div className="row wrap">
          <Button variant="filled" loading={train.isPending} disabled={busy} onClick={() => train.mutate()}>{t('train.do')}</Button>
          <LinkButton to="/detectors">{t('train.detectors')}</LinkButton>
        </div>
        {train.error === null ? null : <ProblemState error={train.error} level="h3" />}
      </div>
    </Card>
  );
}
