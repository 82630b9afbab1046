import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { TopicLine, TopicList } from '@/app/view/topics';
import { Estimate } from '@/ui/estimate/Estimate';
import { useMeasure } from '@/ui/estimate/measure';
import { Card } from '@/ui/layout/Card';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import { ProblemState } from '@/ui/states/ProblemState';
import { MethodLink } from '@/ui/why/MethodLink';
import css from './Topics.module.css';
import { useTopicDeed } from './useTopicEdits';

const reasons = ['no_words', 'too_short', 'language_not_covered', 'nothing_matched'] as const;

/** How many texts have a topic and why others have none, which version they were read by, and the order to read all anew. */
export function ReadingCard({ list, nameOf }: { list: TopicList; nameOf: (topic: TopicLine) => string }) {
  const { t } = useTranslation('topics');
  const { count, seconds } = useFormat();
  const share = useMeasure('share');
  const retag = useTopicDeed();
  const { coverage, none, none_reasons, reading, is_retag_needed, last_change } = list;
  const anew = reading.retag;
  return (
    <Card title={t('reading.title')} lead={is_retag_needed ? t('reading.old', { shown: reading.shown, version: list.version }) : reading.state === 'reading' ? t('reading.now') : t('reading.idle', { version: reading.shown })}>
      <div className={css.reading}>
        <div>
          <h3 className="h3">{t('reading.coverage')}</h3>
          {coverage === null ? <p className="muted">{t('reading.nothing')}</p> : <Estimate figure={{ estimate: coverage, shortfall: null }} measure={share} count={t('reading.texts', { n: coverage.n })} />}
        </div>
        <div>
          <h3 className="h3">{t('reading.none', { n: none })}</h3>
          <dl className={css.pairs}>
            {none_reasons.map(({ reason, texts }) => {
              const known = reasons.find((one) => one === reason);
              return <div key={reason}><dt>{known === undefined ? reason : t(`none.${known}`)}</dt><dd>{count(texts)}</dd></div>;
            })}
          </dl>
        </div>
        <div className={css.retag}>
          <p>{t('reading.why')}</p>
          {anew === null ? null : (
            <>
              <progress value={anew.done} max={Math.max(1, anew.total)} aria-label={t('reading.anew')} />
              <p className="note">{t('reading.done', { n: anew.done, all: anew.total, from: anew.from, to: anew.to })} {anew.seconds_left === null ? null : t('reading.left', { time: seconds(anew.seconds_left) })}</p>
            </>
          )}
          <Button variant={is_retag_needed ? 'filled' : 'default'} loading={retag.isPending} disabled={anew !== null} onClick={() => retag.mutate({ do: 'retag' })}>{t('reading.retag')}</Button>
          {retag.error === null ? null : <ProblemState error={retag.error} level="h3" />}
        </div>
      </div>
      {last_change === null || last_change.from === 0 ? null : <Changed list={list} change={last_change} nameOf={nameOf} />}
      <p className="note">{t('reading.how')} <MethodLink name="topics" /></p>
    </Card>
  );
}

/** What the last reading anew changed. */
function Changed({ list, change, nameOf }: { list: TopicList; change: NonNullable<TopicList['last_change']>; nameOf: (topic: TopicLine) => string }) {
  const { t } = useTranslation('topics');
  const { count, signed } = useFormat();
  const named = (id: number) => {
    const topic = list.topics.find((one) => one.id === id);
    return topic === undefined ? t('changed.gone', { id }) : nameOf(topic);
  };
  const moved = change.topics.filter(({ before, after }) => before !== after).toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  const lines = [...moved.map(({ id, before, after }) => ({ key: String(id), name: named(id), before, after })), { key: 'none', name: t('changed.none'), before: change.none_before, after: change.none_after }];
  return (
    <details className={css.changed}>
      <summary>{t('changed.title', { from: change.from, to: change.to })}</summary>
      <ScrollBox className={css.scroll} label={t('changed.title', { from: change.from, to: change.to })}>
        <table className="table">
          <thead><tr><th scope="col">{t('tree.topic')}</th><th scope="col" className="n">{t('changed.before')}</th><th scope="col" className="n">{t('changed.after')}</th><th scope="col" className="n">{t('changed.by')}</th></tr></thead>
          <tbody>{lines.map(({ key, name, before, after }) => <tr key={key}><th scope="row"><bdi>{name}</bdi></th><td className="n">{count(before)}</td><td className="n">{count(after)}</td><td className="n">{signed(after - before)}</td></tr>)}</tbody>
        </table>
      </ScrollBox>
      <p className="note">{t('changed.same', { n: change.topics.length - moved.length })}</p>
    </details>
  );
}
