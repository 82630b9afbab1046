import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Balance } from '@/ui/flow/Balance';
import { Card } from '@/ui/layout/Card';
import { Crumbs } from '@/ui/layout/Crumbs';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { AlertsCard } from '../alerts/AlertsCard';
import { sourcesQuery } from '../queries';
import { Connect } from './Connect';
import { takeKey } from './givenKey';
import { KeysOf } from './KeysOf';
import { LiveView } from './LiveView';
import { RatesCard } from './RatesCard';
import { Secret } from './Secret';
import { TestEvent } from './TestEvent';
import { useLive } from './useLive';

/** One source as it listens: its balance, its last hour, every event as it arrives, how to connect to it and with which keys. */
export function SourcePage() {
  const { t } = useTranslation(['collect', 'listening']);
  const { source: id } = useParams({ strict: false }) as { source: string };
  const sources = useQuery({ ...sourcesQuery, refetchInterval: 3_000 });
  const source = sources.data?.items.find((one) => String(one.id) === id || one.name === id);
  const [given] = useState(takeKey);
  const [secret, setSecret] = useState(given ?? '');
  const live = useLive(id);
  const title = source?.name ?? t('tabs.sources');
  return (
    <Page title={title}>
      <Head
        title={<bdi>{title}</bdi>}
        lead={t('source.lead')}
        aside={source === undefined ? undefined : <LinkButton to="/sources/$source/quality" params={{ source: id }}>{t('listening:open.quality')}</LinkButton>}
        crumbs={<Crumbs label={t('tabs.label')}>{[<Link key="all" to="/sources">{t('tabs.sources')}</Link>, <bdi key="this">{title}</bdi>]}</Crumbs>}
      />
      {sources.isPending ? <Card><Loading shape="table" /></Card> : null}
      {sources.error === null ? null : <Card><ProblemState error={sources.error} onRetry={() => void sources.refetch()} /></Card>}
      {sources.data !== undefined && source === undefined ? <Card><State picture="nothingMatches" title={t('source.unknown')}>{t('source.unknownWhy')}</State></Card> : null}
      {source === undefined ? null : (
        <>
          {given === null ? null : <Card title={t('keys.first')} lead={t('keys.firstLead')}><Secret of={given} /></Card>}
          <AlertsCard source={id} />
          <Card label={t('source.balance')}><Balance balance={source} /></Card>
          <RatesCard source={id} />
          <LiveView live={live} />
          <TestEvent source={source.name} secret={secret} onSecret={setSecret} events={live.events} />
          <Connect source={source.name} secret={secret} />
          <KeysOf source={source.name} onSecret={setSecret} />
        </>
      )}
    </Page>
  );
}
