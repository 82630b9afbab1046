import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchState } from '@/app/address/useSearchState';
import { useFormat } from '@/app/i18n/useFormat';
import { VoicesTabs } from '@/pillars/understanding/VoicesTabs';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { ModelCard } from './ModelCard';
import { PoliciesCard } from './PoliciesCard';
import { RefusedCard } from './RefusedCard';
import { RefitCard } from './RefitCard';
import { SharedCard } from './SharedCard';
import { TrustCard } from './TrustCard';
import { identityQuery } from './useIdentity';

/** How records are told apart: the model with what it expects of itself, the policies of identifiers, and what is held to be shared. */
export function IdentityPage() {
  const { t } = useTranslation('identity');
  const [search] = useSearchState();
  const { count } = useFormat();
  const { data, error, refetch } = useQuery(identityQuery);
  return (
    <Page title={t('status.title')}>
      <Head title={t('status.title')} lead={data === undefined ? undefined : t('status.lead', { records: count(data.records), profiles: count(data.profiles), largest: count(data.largest) })} aside={<VoicesTabs search={search} at="identity" />} />
      {data === undefined ? <Card>{error === null ? <Loading shape="card" /> : <ProblemState error={error} onRetry={() => void refetch()} />}</Card> : data.records === 0 ? (
        <Card><State picture="nothingYet" title={t('status.none.title')} actions={<LinkButton variant="filled" to="/sources">{t('status.none.go')}</LinkButton>}>{t('status.none.why')}</State></Card>
      ) : (
        <>
          <ModelCard identity={data} />
          <RefitCard identity={data} />
        </>
      )}
      <PoliciesCard />
      <SharedCard />
      <RefusedCard />
      <TrustCard />
    </Page>
  );
}
