import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Segmented } from '@/ui/layout/Segmented';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { ConsentsCard } from './ConsentsCard';
import { PurposeBar } from './PurposeBar';
import { RefusalsCard } from './RefusalsCard';
import { SourceGroups } from './SourceGroups';
import { keyOf, registerQuery } from './useRegister';

/** Says that one source alone is shown, and leads back to all. */
function OnlyOf({ source, count, all }: { source: string | undefined; count: number; all: number }) {
  const { t } = useTranslation('register');
  return <>{t('only', { source: `\u2068${source ?? t('goneSource')}\u2069`, count, all })} <LinkButton variant="subtle" size="compact-sm" to="/register">{t('everySource')}</LinkButton></>;
}

/** What we know, where from, for what purpose: an element without a named purpose is used by nothing. */
export function RegisterPage() {
  const { t } = useTranslation('register');
  const [search, change] = useSearchState();
  const register = useQuery(registerQuery);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const source = one(search, 'source');
  const only = one(search, 'stage') === 'open' ? 'open' : 'all';
  const elements = register.data?.elements ?? [];
  const ofSource = elements.filter(({ source_id }) => source === undefined || String(source_id) === source);
  const shown = ofSource.filter(({ purposes }) => only === 'all' || purposes.length === 0);
  const chosen = shown.filter((element) => picked.has(keyOf(element)));
  return (
    <Page title={t('title')}>
      <Head title={t('title')} lead={register.data === undefined ? undefined : t('lead', { count: elements.length, open: register.data.open })} />
      {register.isPending ? <Card><Loading shape="table" /></Card> : null}
      {register.error === null ? null : <Card><ProblemState error={register.error} onRetry={() => void register.refetch()} /></Card>}
      {register.data === undefined ? null : elements.length === 0 ? (
        <Card><State picture="nothingYet" title={t('none.title')} actions={<LinkButton variant="filled" to="/sources/import">{t('none.import')}</LinkButton>}>{t('none.why')}</State></Card>
      ) : (
        <>
          <Card
            flush
            title={t('elements')}
            lead={source === undefined ? t('elementsLead') : <OnlyOf source={ofSource[0]?.source} count={ofSource.length} all={elements.length} />}
            action={
              <Segmented
                label={t('show')}
                value={only}
                options={[{ value: 'all', label: t('showAll') }, { value: 'open', label: t('showOpen', { count: ofSource.filter(({ purposes }) => purposes.length === 0).length }) }]}
                onChange={(value) => change({ stage: value === 'all' ? undefined : value })}
              />
            }
          >
            <PurposeBar chosen={chosen} purposes={register.data.purposes} onDone={() => setPicked(new Set())} />
            {shown.length === 0 ? <State picture="allDone" title={t('allNamed.title')}>{t('allNamed.why')}</State> : <SourceGroups elements={shown} picked={picked} onPick={setPicked} />}
          </Card>
          <RefusalsCard register={register.data} />
          <ConsentsCard />
        </>
      )}
    </Page>
  );
}
