import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './Topics.module.css';
import { treeOf } from './tree';
import { type Starter, useStarter, useTopicDeed } from './useTopicEdits';

/** A beginning that is offered where there are no topics: all of it, some of it, or a first topic of one's own. */
export function StarterCard({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation('topics');
  const language = useLanguage();
  const { data, error, refetch } = useStarter(true);
  const adopt = useTopicDeed();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const topics = data?.topics ?? [];
  const nameOf = (topic: Starter) => topic.names[language] ?? topic.name;
  const within = (id: string): string[] => [id, ...topics.filter(({ parent }) => parent === id).flatMap((part) => within(part.id))];
  const above = (topic: Starter): string[] => {
    const whole = topics.find(({ id }) => id === topic.parent);
    return whole === undefined ? [] : [whole.id, ...above(whole)];
  };
  // A part is taken with its whole, and a whole is left with its parts.
  const toggle = (topic: Starter) => setLeft(left.has(topic.id) ? new Set([...left].filter((id) => id !== topic.id && !above(topic).includes(id))) : new Set([...left, ...within(topic.id)]));
  const chosen = topics.filter(({ id }) => !left.has(id)).map(({ id }) => id);
  return (
    <Card title={t('starter.title')} lead={t('starter.lead')}>
      {data === undefined ? (error === null ? <Loading shape="table" /> : <ProblemState error={error} onRetry={() => void refetch()} />) : (
        <>
          <ul className={css.starter}>
            {treeOf(topics, nameOf).map(({ topic, depth }) => (
              <li key={topic.id} style={{ paddingInlineStart: depth * 22 }}>
                <Checkbox size="sm" checked={!left.has(topic.id)} onChange={() => toggle(topic)} label={<bdi>{nameOf(topic)}</bdi>} description={<bdi>{(topic.seeds[language] ?? topic.seeds['en'] ?? []).slice(0, 5).join(t('comma'))}</bdi>} />
              </li>
            ))}
          </ul>
          {adopt.error === null ? null : <ProblemState error={adopt.error} level="h3" />}
          <div className="row wrap">
            <Button variant="filled" loading={adopt.isPending} disabled={chosen.length === 0} onClick={() => adopt.mutate({ do: 'starter', ids: chosen })}>{t('starter.adopt', { n: chosen.length })}</Button>
            <Button onClick={onAdd}>{t('starter.own')}</Button>
          </div>
          <p className={`note ${css.then}`}>{t('starter.then')}</p>
        </>
      )}
    </Card>
  );
}
