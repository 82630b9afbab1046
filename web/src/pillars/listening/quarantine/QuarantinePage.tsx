import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { ListeningTabs } from '../ListeningTabs';
import { type QuarantineGroup, quarantineQuery } from '../queries';
import { Decisions } from './Decisions';
import { HeldEvents } from './HeldEvents';
import { HeldGroups } from './HeldGroups';
import { MendEvents } from './MendEvents';
import { Original } from './Original';

/** What is held and why; choose a reason, look at what came, mend it, try it, replay it, and take it back if it was wrong. */
export function QuarantinePage() {
  const { t } = useTranslation('collect');
  const [search, change] = useSearchState();
  const [source, reason, event] = [one(search, 'source'), one(search, 'reason'), one(search, 'event')];
  const groups = useQuery(quarantineQuery(undefined));
  const all = groups.data?.groups ?? [];
  const mine = all.filter((group) => String(group.source.id) === source && group.code === reason);
  // When all of a reason have been replayed there is no such group any more; what became of them stays in sight, with its undo.
  const [last, setLast] = useState<QuarantineGroup>();
  if (mine[0] !== undefined && mine[0] !== last) setLast(mine[0]);
  const group = mine[0] ?? (last !== undefined && String(last.source.id) === source && last.code === reason ? last : undefined);
  return (
    <Page title={t('quarantine.title')}>
      <Head
        title={t('quarantine.title')}
        lead={t('quarantine.lead')}
        aside={<ListeningTabs at="quarantine" />}
      />
      {groups.isPending ? <Card><Loading shape="table" /></Card> : null}
      {groups.error === null ? null : <Card><ProblemState error={groups.error} onRetry={() => void groups.refetch()} /></Card>}
      {groups.data !== undefined && all.length === 0 ? <Card><State picture="allDone" title={t('quarantine.none')}>{t('quarantine.noneWhy')}</State></Card> : null}
      {all.length === 0 ? null : <HeldGroups groups={all} chosen={group} onChoose={({ source: of, code }) => change({ source: String(of.id), reason: code, event: undefined })} />}
      {group === undefined || !group.live ? null : (
        <>
          <HeldEvents key={`list ${source} ${reason}`} group={group} chosen={event} onChoose={(id) => change({ event: id }, { replace: true })} />
          <Original id={event} />
          <MendEvents key={`mend ${source} ${reason}`} group={group} count={mine.reduce((sum, { count }) => sum + count, 0)} event={event} />
        </>
      )}
      <Decisions />
    </Page>
  );
}
