import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AddressRow } from '@/app/address/AddressRow';
import { OptionEditor } from '@/app/address/OptionEditor';
import { one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { useSession } from '@/app/session/session';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Balance } from '@/ui/flow/Balance';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { AddCard } from './AddCard';
import { AlertsCard } from './alerts/AlertsCard';
import { ListeningTabs } from './ListeningTabs';
import { NoSources } from './NoSources';
import { QuarantineCard } from './QuarantineCard';
import { sourcesQuery } from './queries';
import { RecentImports } from './RecentImports';
import { SourceTable } from './SourceTable';

/** Everything that is listened to: what came, what became of it, what is held and why. */
export function SourcesPage() {
  const { t } = useTranslation('listening');
  const { data: session } = useSession();
  const [search, change] = useSearchState();
  const sources = useQuery(sourcesQuery);
  const chosen = one(search, 'source');
  const items = sources.data?.items ?? [];
  const source = items.find(({ id }) => String(id) === chosen);
  const options = items.map(({ id, name, received }) => ({ value: String(id), label: name, count: received }));
  const address = (
    <AddressRow
      path="/sources"
      dataTo={session?.data_to}
      tokens={[
        {
          name: 'source',
          label: t('token.source'),
          value: source === undefined ? t('token.all') : <bdi>{source.name}</bdi>,
          onLift: source === undefined ? undefined : () => change({ source: undefined }),
          editor: (close) => (
            <OptionEditor
              label={t('token.source')}
              options={options}
              chosen={chosen === undefined ? [] : [chosen]}
              onChoose={([value]) => {
                change({ source: value });
                close();
              }}
            />
          ),
        },
      ]}
    />
  );
  // The address names a source: the page is about that one alone. A name that fits none is said to fit none.
  const unknown = chosen !== undefined && sources.data !== undefined && source === undefined;
  const shown = chosen === undefined ? items : items.filter((one) => one === source);
  const all = () => change({ source: undefined });
  return (
    <Page title={t('sources')} address={address}>
      <Head
        title={t('sources')}
        lead={items.length === 0 ? t('promise') : t('lead', { count: items.length })}
        aside={items.length === 0 ? undefined : <span className="row wrap"><ListeningTabs at="sources" /> <LinkButton variant="filled" to="/sources/import" leftSection={<Icon name="plus" />}>{t('addFile')}</LinkButton></span>}
      />
      {sources.isPending ? <Card><Loading shape="table" counting={t('counting')} /></Card> : null}
      {sources.error === null ? null : <Card><ProblemState error={sources.error} onRetry={() => void sources.refetch()} /></Card>}
      {sources.data === undefined ? null : items.length === 0 ? (
        <>
          <NoSources />
          <RecentImports />
        </>
      ) : unknown ? (
        <Card>
          <State picture="nothingMatches" title={t('unknown.title')} actions={<Button variant="filled" onClick={all}>{t('shown.all', { count: items.length })}</Button>}>{t('unknown.why')}</State>
        </Card>
      ) : (
        <>
          <AlertsCard source={chosen} />
          <Card label={t('accounted')}><Balance balance={source ?? sources.data.totals} /></Card>
          <SourceTable sources={shown} of={items.length} chosen={chosen} onChoose={(id) => change({ source: id })} onAll={all} />
          <QuarantineCard source={chosen} name={source?.name} held={shown.reduce((sum, { waiting }) => sum + waiting, 0)} />
          <AddCard />
          <RecentImports source={source?.id} />
        </>
      )}
    </Page>
  );
}
