import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchState } from '@/app/address/useSearchState';
import { useLanguage } from '@/app/i18n/useFormat';
import { topicName, type TopicLine, useTopics } from '@/app/view/topics';
import { useMeasure } from '@/ui/estimate/measure';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { VoicesTabs } from '../VoicesTabs';
import { DeleteDialog } from './DeleteDialog';
import { HistoryCard } from './HistoryCard';
import { ReadingCard } from './ReadingCard';
import { StarterCard } from './StarterCard';
import { SuggestionsCard } from './SuggestionsCard';
import { TopicDialog } from './TopicDialog';
import { TopicTree } from './TopicTree';

export type Editing = { what: 'add'; parent: number | null } | { what: 'change' | 'delete'; topic: TopicLine };

/** What it is about: the company's own topics, how many texts speak of each, and how many of none. */
export function TopicsPage() {
  const { t } = useTranslation('topics');
  const [search] = useSearchState();
  const language = useLanguage();
  const share = useMeasure('share');
  const { data, error, refetch } = useTopics();
  const [editing, setEditing] = useState<Editing | null>(null);
  const living = data?.topics.filter(({ gone }) => !gone) ?? [];
  const nameOf = (topic: TopicLine) => topicName(topic, language) ?? topic.name;
  const most = living.toSorted((a, b) => b.texts - a.texts)[0];
  const lead = data?.coverage == null || most === undefined || most.texts === 0 ? t('lead') : t('headline', { share: share.level(data.coverage.value), topic: nameOf(most), n: most.texts });
  const done = () => setEditing(null);
  return (
    <Page title={t('title')}>
      <Head title={t('title')} lead={lead} aside={<VoicesTabs search={search} at="topics" />} />
      {data === undefined ? <Card>{error === null ? <Loading shape="table" /> : <ProblemState error={error} onRetry={() => void refetch()} />}</Card> : (
        <>
          {living.length === 0 ? <StarterCard onAdd={() => setEditing({ what: 'add', parent: null })} /> : (
            <>
              <TopicTree topics={data.topics} version={data.reading.shown} nameOf={nameOf} onEdit={setEditing} />
              <ReadingCard list={data} nameOf={nameOf} />
            </>
          )}
          <SuggestionsCard topics={living} nameOf={nameOf} />
          {data.version === 0 ? null : <HistoryCard topics={data.topics} nameOf={nameOf} />}
        </>
      )}
      {editing === null ? null : editing.what === 'delete' ? <DeleteDialog topic={editing.topic} parts={living.filter(({ parent }) => parent === editing.topic.id).map(nameOf)} name={nameOf(editing.topic)} onClose={done} /> : (
        <TopicDialog topic={editing.what === 'change' ? editing.topic : undefined} parent={editing.what === 'add' ? editing.parent : editing.topic.parent} topics={living} nameOf={nameOf} onClose={done} />
      )}
    </Page>
  );
}
