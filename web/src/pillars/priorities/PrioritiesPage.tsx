import { useTranslation } from 'react-i18next';
import { edit, one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { useCatalogue } from '@/app/view/catalogue';
import { periodOf, within } from '@/app/view/filter';
import { NumberBehind } from '@/app/view/NumberBehind';
import { useNaming } from '@/app/view/useNaming';
import { ViewAddress } from '@/app/view/ViewAddress';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { Apart } from './Apart';
import { DriverDetails } from './DriverDetails';
import { useDriversToken } from './useDriversToken';
import { HowSure } from './HowSure';
import { Importance } from './Importance';
import { LeftOut } from './LeftOut';
import css from './PrioritiesPage.module.css';
import { Ranked } from './Ranked';
import { RefusedWords } from './RefusedWords';
import { usePriorities } from './usePriorities';

/** What to fix first: tiers by what fixing would be worth, what the data cannot tell apart, and how sure the order is. */
export function PrioritiesPage() {
  const { t } = useTranslation('priorities');
  const [search, change] = useSearchState();
  const { data: catalogue } = useCatalogue();
  const naming = useNaming(catalogue);
  const view = catalogue?.default_view ?? null;
  // An address that says nothing means what Pulse shows first, over all its time: more answers tell drivers apart better.
  const named = one(search, 'outcome') ?? (one(search, 'source') === undefined && view !== null ? String(view.question) : undefined);
  const study = edit(search, { outcome: named });
  const { data, error, refetch, isPlaceholderData } = usePriorities(study, catalogue !== undefined && (named !== undefined || one(search, 'source') !== undefined));
  const drivers = useDriversToken(data, catalogue, search, change);

  if (catalogue !== undefined && view === null) {
    return (
      <Page title={t('title')}>
        <Card>
          <State picture="nothingYet" level="h1" title={t('none.title')} actions={<LinkButton variant="filled" to="/sources">{t('none.import')}</LinkButton>}>{t('none.why')}</State>
        </Card>
      </Page>
    );
  }
  const outcome = data?.outcome ?? catalogue?.questions.find(({ id }) => String(id) === named);
  const source = outcome?.source_id ?? catalogue?.sources.find(({ id }) => String(id) === one(search, 'source'))?.id ?? null;
  const address = <ViewAddress path="/priorities" scoreName="outcome" source={source} question={outcome?.id ?? null} period={periodOf(search)} more={drivers} />;
  const scope = { source, period: periodOf(search) };
  if (data === undefined) {
    return (
      <Page title={t('title')} address={address}>
        <Head title={t('title')} />
        <Card>{error === null ? <Loading shape="table" counting={t('counting')} /> : <ProblemState error={error} onRetry={() => void refetch()} back={<LinkButton variant="filled" to="/priorities">{t('default')}</LinkButton>} />}</Card>
      </Page>
    );
  }
  const readable = data.verdict !== 'refused';
  const picked = data.drivers.find(({ question }) => String(question.id) === one(search, 'driver')) ?? firstWorth(data);
  const links = { low: (filter: Record<string, string>) => within(search, scope, { ...filter, sort: 'lowest' }) };
  return (
    <Page title={t('title')} address={address}>
      <Head
        title={t('title')}
        lead={readable ? t('lead', { count: data.drivers.length, n: data.n, score: naming.score(data.outcome) }) : t('leadRefused', { score: naming.score(data.outcome) })}
        aside={isPlaceholderData ? <span className="note" role="status">{t('counting')}</span> : undefined}
      />
      {readable ? (
        <>
          <Apart priorities={data} search={search} change={change} />
          <div className={picked === undefined ? css.alone : css.first}>
            <Ranked priorities={data} naming={naming} selected={picked?.question.id} onPick={(id) => change({ driver: String(id) }, { replace: true })} />
            <LeftOut priorities={data} naming={naming} />
          </div>
          {picked === undefined ? null : <DriverDetails priorities={data} driver={picked} study={study} low={links.low} naming={naming} />}
          <Importance priorities={data} />
          <HowSure priorities={data} />
        </>
      ) : (
        <>
          <Card><RefusedWords priorities={data} /></Card>
          <LeftOut priorities={data} naming={naming} />
        </>
      )}
      <NumberBehind scope={scope} />
    </Page>
  );
}

/** The driver worth looking at first: the best of the first clear tier. */
const firstWorth = ({ priority_tiers, drivers }: { priority_tiers: readonly { ids: readonly number[] }[]; drivers: NonNullable<ReturnType<typeof usePriorities>['data']>['drivers'] }) =>
  drivers.find(({ question }) => question.id === priority_tiers[0]?.ids[0]) ?? drivers[0];
