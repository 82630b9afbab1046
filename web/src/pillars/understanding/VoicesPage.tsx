import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { useCatalogue } from '@/app/view/catalogue';
import { periodOf } from '@/app/view/filter';
import { NothingInView } from '@/app/view/NothingInView';
import { SideDrawer } from '@/app/view/SideDrawer';
import { useTopics } from '@/app/view/topics';
import { useNaming } from '@/app/view/useNaming';
import { ViewAddress } from '@/app/view/ViewAddress';
import { LinkButton } from '@/ui/actions/LinkButton';
import { LeftOutNote } from '@/pillars/profiles/LeftOutNote';
import { RefusedNote } from '@/pillars/profiles/RefusedNote';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { FacetList } from './FacetList';
import { NoVoices } from './NoVoices';
import { ReadingNote } from './ReadingNote';
import { RecordPanel } from './RecordPanel';
import { useVoices, wholeRecords } from './useVoices';
import { VoiceList } from './VoiceList';
import { VoicesCrumbs } from './VoicesCrumbs';
import css from './VoicesPage.module.css';
import { VoicesTabs } from './VoicesTabs';

/** What they said: every verbatim as it was written, narrowed from either side, each leading to its record and its customer. */
export function VoicesPage() {
  const { t } = useTranslation('voices');
  const [search, change] = useSearchState();
  const { data: catalogue } = useCatalogue();
  const naming = useNaming(catalogue);
  const voices = useVoices(search);
  const narrow = useMediaQuery('(max-width: 1080px)') ?? false;
  const whole = wholeRecords(search);
  const source = Number(one(search, 'source') ?? NaN);
  const address = <ViewAddress path="/voices" source={Number.isInteger(source) ? source : null} period={periodOf(search)} sources />;
  const first = voices.data?.pages[0];
  useTopics((first?.facets?.topics.length ?? 0) > 0);
  const title = whole ? t('titleWhole') : t('title');

  if (first === undefined) {
    return (
      <Page title={title} address={address}>
        <Head title={title} />
        <Card>{voices.error === null ? <Loading shape="table" /> : <ProblemState error={voices.error} onRetry={() => void voices.refetch()} back={<LinkButton variant="filled" to="/voices">{t('default')}</LinkButton>} />}</Card>
      </Page>
    );
  }
  const found = first.with_filter_total;
  if (first.total === 0 && found === 0 && (catalogue?.sources.length ?? 0) === 0) {
    return (
      <Page title={title}>
        <Card>
          <State picture="nothingYet" level="h1" title={t('none.title')} actions={<LinkButton variant="filled" to="/sources">{t('none.import')}</LinkButton>}>{t('none.why')}</State>
        </Card>
      </Page>
    );
  }
  const record = one(search, 'record');
  const close = () => change({ record: undefined }, { replace: true });
  const panel = record === undefined ? null : <RecordPanel id={record} words={one(search, 'q')} catalogue={catalogue} naming={naming} onClose={narrow ? undefined : close} />;
  return (
    <Page title={title} address={address}>
      <Head
        title={title}
        crumbs={<VoicesCrumbs search={search} naming={naming} found={found} whole={whole} />}
        lead={whole ? t('leadWhole', { count: found }) : found === first.total ? t('lead', { count: found }) : t('leadNarrowed', { count: found, all: first.total })}
        aside={<VoicesTabs search={search} at="voices" />}
      />
      <RefusedNote names={'refused' in first ? first.refused : []} />
      <LeftOutNote leftOut={first.left_out} />
      <ReadingNote />
      <div className={css.grid} data-record={panel === null || narrow ? undefined : ''}>
        <FacetList facets={first.facets} catalogue={catalogue} naming={naming} search={search} change={change} whole={whole} />
        {found === 0 ? <div className={css.empty}>{whole ? <NothingInView level="h2" /> : <NoVoices search={search} />}</div> : <VoiceList voices={voices} catalogue={catalogue} naming={naming} search={search} />}
        {panel === null || narrow ? null : <aside className={css.side} aria-label={t('record.title')}>{panel}</aside>}
      </div>
      {narrow ? (
        <SideDrawer opened={panel !== null} onClose={close} title={t('record.title')} close={t('record.close')}>{panel}</SideDrawer>
      ) : null}
    </Page>
  );
}
