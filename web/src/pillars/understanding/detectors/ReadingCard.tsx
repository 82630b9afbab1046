import { Button, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { ProblemState } from '@/ui/states/ProblemState';
import { type Reading, useSteerReading } from '../detections';
import css from './DetectorsPage.module.css';

/** How far the customers' words have been read, and what can be done about it. */
export function ReadingCard({ reading }: { reading: Reading }) {
  const { t } = useTranslation('detectors');
  const { count } = useFormat();
  const steer = useSteerReading();
  const { state, is_allowed, redetect } = reading;
  return (
    <Card title={t('reading.title')} lead={is_allowed ? t(`reading.state.${state}`) : t('reading.notAllowed')}>
      <dl className={css.pairs}>
        <div><dt>{t('reading.read')}</dt><dd>{count(reading.signals_read)}</dd></div>
        <div><dt>{t('reading.upTo')}</dt><dd>{t('reading.of', { n: reading.read_up_to, all: reading.head })}</dd></div>
        <div><dt>{t('reading.behind')}</dt><dd>{count(reading.behind)}</dd></div>
      </dl>
      {redetect === null ? null : <Anew redetect={redetect} />}
      <div className={css.steer}>
        {state === 'paused' ? (
          <Button variant="filled" loading={steer.isPending} onClick={() => steer.mutate('resume')}>{t('reading.resume')}</Button>
        ) : (
          <Button loading={steer.isPending} disabled={!is_allowed} onClick={() => steer.mutate('pause')}>{t('reading.pause')}</Button>
        )}
        <Button loading={steer.isPending} disabled={!is_allowed || redetect !== null} onClick={() => steer.mutate('redetect')}>{t('reading.again')}</Button>
        <Switch checked={is_allowed} disabled={steer.isPending} onChange={(event) => steer.mutate({ is_allowed: event.currentTarget.checked })} label={t('reading.allow')} description={t('reading.allowWhy')} />
      </div>
      {steer.error === null ? null : <ProblemState error={steer.error} level="h3" />}
    </Card>
  );
}

/** How far a reading anew has come, how fast it goes and how long it takes. */
function Anew({ redetect: { done, total, per_second, seconds_left } }: { redetect: NonNullable<Reading['redetect']> }) {
  const { t } = useTranslation('detectors');
  const { seconds } = useFormat();
  return (
    <div className={css.anew}>
      <progress className={css.bar} value={done} max={Math.max(1, total)} aria-label={t('reading.anew')} />
      <p>
        {t('reading.done', { n: done, all: total })} {per_second > 0 ? t('reading.rate', { n: per_second }) : null}{' '}
        {seconds_left === null ? t('reading.leftUnknown') : t('reading.left', { time: seconds(seconds_left) })}
      </p>
    </div>
  );
}
