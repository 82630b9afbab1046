import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '@/api/read';
import type { TopicLine } from '@/app/view/topics';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { EvidenceText } from '@/ui/voice/EvidenceText';
import css from './Topics.module.css';
import { treeOf } from './tree';
import { type Suggestion, type Suggestions, useSuggestions, useTopicDeed } from './useTopicEdits';

type SuggestionsCardProps = { topics: readonly TopicLine[]; nameOf: (topic: TopicLine) => string };

/** What is proposed in texts that no topic took: asked for by a click, for it takes a while. */
export function SuggestionsCard({ topics, nameOf }: SuggestionsCardProps) {
  const { t } = useTranslation('topics');
  const [wanted, setWanted] = useState(false);
  const { data, error, refetch } = useSuggestions(wanted);
  return (
    <Card title={t('suggest.title')} lead={t('suggest.lead')}>
      {!wanted ? <Button onClick={() => setWanted(true)}>{t('suggest.find')}</Button> : data === undefined ? (error === null ? <Loading shape="table" counting={t('suggest.counting')} /> : <ProblemState error={error} level="h3" onRetry={() => void refetch()} />) : <Found found={data} topics={topics} nameOf={nameOf} />}
    </Card>
  );
}

function Found({ found: { suggestions, looked_at, phrases, shortfall }, topics, nameOf }: SuggestionsCardProps & { found: Suggestions }) {
  const { t } = useTranslation('topics');
  const { have, need } = shortfall ?? {};
  return (
    <div className="stack">
      <p>{t('suggest.lookedAt', { n: looked_at })} {shortfall === null ? null : typeof have === 'number' && typeof need === 'number' ? t('suggest.tooFew', { have, need }) : t('suggest.alike')}</p>
      {suggestions.length === 0 ? null : <ul className={css.suggestions}>{suggestions.map((one) => <li key={one.key}><Proposed one={one} topics={topics} nameOf={nameOf} /></li>)}</ul>}
      {phrases.length === 0 ? null : (
        <>
          <h3 className="h3">{t('suggest.phrases')}</h3>
          <ul className={css.phrases}>{phrases.map(({ phrase, texts }) => <li key={phrase}><Link to="/voices" search={{ q: phrase } as never}><bdi>{phrase}</bdi></Link> <span className="muted">{t('suggest.texts', { n: texts })}</span></li>)}</ul>
        </>
      )}
    </div>
  );
}

/** One proposal: the words that tell it from others, the texts that are most like it, and the name that it is taken over by. */
function Proposed({ one, topics, nameOf }: SuggestionsCardProps & { one: Suggestion }) {
  const { t } = useTranslation('topics');
  const adopt = useTopicDeed();
  const [name, setName] = useState('');
  const [parent, setParent] = useState('');
  const terms = one.terms.join(t('comma'));
  return (
    <article className={css.proposed} aria-label={terms}>
      <h3 className="h3"><bdi>{terms}</bdi></h3>
      <p className="muted sm">{t('suggest.texts', { n: one.texts })}</p>
      <Nearest ids={one.nearest} />
      <form
        className={`${css.adopt} ${css.written}`}
        onSubmit={(event) => {
          event.preventDefault();
          adopt.mutate({ do: 'adopt', key: one.key, name: name.trim(), parent: parent === '' ? null : Number(parent) });
        }}
      >
        <TextInput size="xs" label={t('edit.name')} required maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <NativeSelect size="xs" label={t('edit.parent')} value={parent} data={[{ value: '', label: t('edit.noParent') }, ...treeOf(topics, nameOf).map(({ topic, depth }) => ({ value: String(topic.id), label: `${'\u2003'.repeat(depth)}${nameOf(topic)}` }))]} onChange={(event) => setParent(event.currentTarget.value)} />
        <Button size="xs" type="submit" loading={adopt.isPending} disabled={name.trim() === ''}>{t('suggest.adopt')}</Button>
      </form>
      {adopt.error === null ? null : <ProblemState error={adopt.error} level="h3" />}
    </article>
  );
}

/** The words of the signals that are most like a proposal. */
function Nearest({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('topics');
  const told = useQueries({ queries: ids.map((id) => ({ queryKey: ['signal', id, undefined], queryFn: ({ signal }: { signal: AbortSignal }) => read('/api/v1/signals/{id}', { params: { id }, signal }) })) });
  return (
    <ul className={css.nearest}>
      {told.map(({ data }, i) => (
        <li key={ids[i]}>
          {data === undefined ? <Loading /> : data.text === null ? <p className="muted">{t('suggest.noWords')}</p> : <Link to="/voices" search={{ record: data.id } as never} className={css.words}><EvidenceText text={data.text} language={data.language === 'und' ? null : data.language} lines={2} /></Link>}
        </li>
      ))}
    </ul>
  );
}
