import { Button } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import type { Search } from '@/app/address/search';
import { useFormat } from '@/app/i18n/useFormat';
import { IntervalMark } from '@/ui/estimate/IntervalMark';
import { scaleOver } from '@/ui/estimate/scale';
import { Refusal } from '@/ui/why/Refusal';
import css from './Apart.module.css';
import type { Priorities } from './usePriorities';

type ApartProps = { priorities: Priorities; search: Search; change: (changes: Record<string, string | undefined>) => void };

/** What the data refuse to rank: drivers that move together, and the halo over all of them. A refusal is a result. */
export function Apart({ priorities, change }: ApartProps) {
  const { t } = useTranslation('priorities');
  const { number, list, percent } = useFormat();
  const { halo, verdict, clusters, drivers, hard_to_tell_apart } = priorities;
  const label = (id: number) => drivers.find(({ question }) => question.id === id)?.question.label ?? String(id);
  const tied = verdict === 'tied';
  return (
    <>
      {hard_to_tell_apart ? (
        <Refusal className={clusters.length === 0 ? css.wide : css.half} kind={tied ? undefined : t('apart.kind')} title={tied ? t('apart.tied', { count: drivers.length }) : t('apart.hard')} settle={t('apart.settle')}>
          <p>{halo === null ? t('apart.tiedWhy') : <Trans t={t} i18nKey="apart.halo" values={{ mean: number(halo.mean_correlation, 2), strongest: number(halo.strongest_correlation, 2), pair: list(halo.strongest.map(label)) }} components={{ b: <b /> }} />}</p>
          <p>{tied ? t('apart.tiedRead') : t('apart.hardRead')}</p>
        </Refusal>
      ) : null}
      {clusters.map(({ questions, strongest_correlation, together, first_share }) => {
        const members = questions.flatMap((id) => drivers.filter(({ question }) => question.id === id));
        const scale = scaleOver([together, ...members.map(({ share }) => share)], { zero: true });
        const firsts = questions.map((id) => ({ id, share: first_share[String(id)] ?? 0 }));
        const write = (value: number) => percent(value / 100);
        return (
          <Refusal
            key={questions.join()}
            className={css.half}
            title={t('apart.cluster', { count: questions.length })}
            settle={t('apart.clusterSettle')}
            actions={questions.length > 1 ? <Button onClick={() => change({ drivers: drivers.map(({ question }) => question.id).filter((id) => id === questions[0] || !questions.includes(id)).join(','), driver: undefined })}>{t('apart.keepOne', { driver: label(questions[0] ?? 0) })}</Button> : undefined}
          >
            <p><Trans t={t} i18nKey="apart.clusterWhy" values={{ drivers: list(questions.map(label)), r: number(strongest_correlation, 2) }} components={{ b: <b /> }} /></p>
            <p className={css.toss} aria-hidden>
              {firsts.filter(({ share }) => share > 0.03).map(({ id, share }) => <span key={id} style={{ flex: share }}><bdi>{label(id)}</bdi> {percent(share)}</span>)}
            </p>
            <p className="note">{t('apart.redraws', { shares: list(firsts.map(({ id, share }) => `${label(id)} ${percent(share)}`)) })}</p>
            <div className={css.pair}>
              {members.map(({ question, share }) => (
                <div key={question.id}><bdi>{question.label}</bdi><IntervalMark {...share} scale={scale} kind="none" zero write={write} label={question.label} /></div>
              ))}
              <div><b>{t('apart.both')}</b><IntervalMark {...together} scale={scale} kind="observed" zero write={write} label={t('apart.both')} /></div>
            </div>
            <p><b>{t('apart.worth', { value: write(together.value), low: write(together.low), high: write(together.high) })}</b></p>
          </Refusal>
        );
      })}
    </>
  );
}
