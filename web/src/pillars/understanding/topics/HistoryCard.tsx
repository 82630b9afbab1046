import { useTranslation } from 'react-i18next';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useFormat } from '@/app/i18n/useFormat';
import type { TopicLine } from '@/app/view/topics';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './Topics.module.css';
import { useTopicHistory } from './useTopicEdits';

const deeds = ['added', 'adopted', 'changed', 'deleted'] as const;
const firstShown = 10;

/** Who did what to the topics, and which version came of it. */
export function HistoryCard({ topics, nameOf }: { topics: readonly TopicLine[]; nameOf: (topic: TopicLine) => string }) {
  const { t } = useTranslation('topics');
  const { date } = useFormat();
  const { data, error, refetch } = useTopicHistory();
  const [all, setAll] = useState(false);
  const edits = data?.edits ?? [];
  // In the reader's language where it is still called so; else as it was called then.
  const named = (id: number, then: string) => {
    const topic = topics.find((one) => one.id === id);
    return topic?.name === then ? nameOf(topic) : then;
  };
  return (
    <Card title={t('history.title')}>
      {data === undefined ? (error === null ? <Loading shape="lines" /> : <ProblemState error={error} level="h3" onRetry={() => void refetch()} />) : (
        <>
          <ol className={css.history}>
            {(all ? edits : edits.slice(0, firstShown)).map(({ version, at, by, topic, name, what }) => {
              const known = deeds.find((one) => one === what);
              return <li key={`${version} ${topic}`}><span className="muted">{date(at, 'dateTime')}</span> <span>{known === undefined ? what : t(`history.${known}`, { name: `\u2068${named(topic, name)}\u2069` })}</span> <span className="muted">{t('history.version', { version })}</span> {by === '' ? null : <bdi className="muted">{by}</bdi>}</li>;
            })}
          </ol>
          {edits.length > firstShown ? <Button size="xs" onClick={() => setAll(!all)}>{all ? t('history.fewer') : t('history.all', { n: edits.length })}</Button> : null}
        </>
      )}
    </Card>
  );
}
