import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Card } from '@/ui/layout/Card';
import { Crumbs } from '@/ui/layout/Crumbs';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { ChecksCard } from './ChecksCard';
import { FailingDrawer } from './FailingDrawer';
import { FieldDrawer } from './FieldDrawer';
import { FieldsCard } from './FieldsCard';
import { type Check, type Field, qualityQuery } from './quality';
import { RecipeCard } from './RecipeCard';
import { ScoresCard } from './ScoresCard';
import { SuggestionsCard } from './SuggestionsCard';

/** How good the data of one source are: scores, what does not keep its checks, what the fields look like, and what would make them better. */
export function QualityPage() {
  const { t } = useTranslation('quality');
  const { source: id } = useParams({ strict: false }) as { source: string };
  const quality = useQuery(qualityQuery(id));
  const [field, setField] = useState<Field | null>(null);
  const [check, setCheck] = useState<Check | null>(null);
  const data = quality.data;
  const name = data?.source.name ?? id;
  return (
    <Page title={t('title')}>
      <Head
        title={t('title')}
        lead={data === undefined ? t('lead') : <Lead of={data} />}
        crumbs={<Crumbs label={t('crumbs')}>{[<Link key="all" to="/sources">{t('sources')}</Link>, <Link key="this" to="/sources/$source" params={{ source: id }}><bdi>{name}</bdi></Link>, t('title')]}</Crumbs>}
      />
      {quality.isPending ? <Card><Loading shape="table" counting={t('counting')} /></Card> : null}
      {quality.error === null ? null : <Card><ProblemState error={quality.error} onRetry={() => void quality.refetch()} /></Card>}
      {data === undefined ? null : data.rows === 0 ? (
        <Card>
          <State picture="nothingYet" title={t('none.title')} actions={<LinkButton variant="filled" to="/sources/import">{t('none.import')}</LinkButton>}>{data.behind > 0 ? t('none.behind') : t('none.why')}</State>
        </Card>
      ) : (
        <>
          <ScoresCard quality={data} />
          <SuggestionsCard source={id} quality={data} />
          <ChecksCard source={id} quality={data} onRows={setCheck} />
          <FieldsCard fields={data.fields} onOpen={setField} />
          <RecipeCard source={id} quality={data} />
        </>
      )}
      <FieldDrawer source={id} field={field} onClose={() => setField(null)} />
      <FailingDrawer source={id} check={check} onClose={() => setCheck(null)} />
    </Page>
  );
}

function Lead({ of }: { of: { rows: number; looked: number; behind: number } }) {
  const { t } = useTranslation('quality');
  const { count } = useFormat();
  return <>{of.looked === of.rows ? t('allLooked', { rows: count(of.rows) }) : t('someLooked', { rows: count(of.rows), looked: count(of.looked) })}{of.behind > 0 ? ` ${t('behind', { rows: count(of.behind) })}` : null}</>;
}
