import { useTranslation } from 'react-i18next';
import { one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { useRows } from '@/app/keyboard/useRows';
import { useCatalogue } from '@/app/view/catalogue';
import { periodOf } from '@/app/view/filter';
import { SideDrawer } from '@/app/view/SideDrawer';
import { useTopics } from '@/app/view/topics';
import { useNaming } from '@/app/view/useNaming';
import { ViewAddress } from '@/app/view/ViewAddress';
import { LeftOutNote } from '@/pillars/profiles/LeftOutNote';
import { RefusedNote } from '@/pillars/profiles/RefusedNote';
import { LinkButton } from '@/ui/actions/LinkButton';
import { useMeasure } from '@/ui/estimate/measure';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { ReadingNote } from '../ReadingNote';
import { VoicesTabs } from '../VoicesTabs';
import { PairChooser } from './PairChooser';
import { StripCard } from './StripCard';
import css from './Themes.module.css';
import { ThemeOverTime } from './ThemeOverTime';
import { daysIn, useSideWords } from './useSideWords';
import { pairOf, type ThemeStrip, useThemes } from './useThemes';

/** What rises, and what sets these customers apart from those. */
export function ThemesPage() {
  const { t } = useTranslation('themes');
  const [search, change] = useSearchState();
  const { data: catalogue } = useCatalogue();
  const { data: topics } = useTopics();
  const naming = useNaming(catalogue);
  const words = useSideWords(naming, catalogue);
  const { data, error, refetch, isPlaceholderData } = useThemes(search);
  const source = Number(one(search, 'source') ?? NaN);
  const place = Number.isInteger(source) ? source : null;
  const shownDays = periodOf(search) ?? daysIn(data?.rising.a?.name);
  const address = <ViewAddress path="/themes" source={place} period={shownDays} sources />;
  const rows = useRows<HTMLDivElement>();
  const found = useRose(data?.rising, words.theme);
  const [kind = '', id = ''] = (one(search, 'theme') ?? '').split(/:(.*)/);
  const opened = (kind === 'topic' || kind === 'detector') && id !== '';
  const close = () => change({ theme: undefined }, { replace: true });
  return (
    <Page title={t('title')} address={address}>
      <Head title={t('title')} lead={data === undefined ? t('lead') : found} aside={<VoicesTabs search={search} at="themes" />} />
      {data === undefined ? (
        <Card>{error === null ? <Loading shape="table" counting={t('counting')} /> : <ProblemState error={error} onRetry={() => void refetch()} back={<LinkButton variant="filled" to="/themes">{t('default')}</LinkButton>} />}</Card>
      ) : (
        <>
          <RefusedNote names={data.refused} />
          <LeftOutNote leftOut={data.left_out} />
          <ReadingNote />
          {topics !== undefined && topics.topics.every(({ gone }) => gone) ? <p className={css.none} role="note">{t('noTopics')} <LinkButton size="xs" to="/topics">{t('toTopics')}</LinkButton></p> : null}
          {topics?.is_retag_needed === true && topics.reading.shown > 0 ? <p className={css.none} role="note">{t('oldTopics')} <LinkButton size="xs" to="/topics">{t('openTopics')}</LinkButton></p> : null}
          <div ref={rows} className={css.strips} aria-busy={isPlaceholderData}>
            <StripCard kind="rising" strip={data.rising} floor={data.floor} naming={naming} catalogue={catalogue} />
            {data.apart === null ? null : (
              <StripCard kind="apart" strip={data.apart} floor={data.floor} naming={naming} catalogue={catalogue}>
                {catalogue === undefined ? null : <PairChooser catalogue={catalogue} source={place} naming={naming} pair={pairOf(search)} question={data.apart.question} onChoose={({ by, question, a, b }) => change({ by: by === 'score' ? undefined : by, question, a, b })} />}
              </StripCard>
            )}
          </div>
        </>
      )}
      <SideDrawer opened={opened} onClose={close} title={t('series.title')} close={t('series.close')}>
        {opened ? <ThemeOverTime kind={kind} id={id} name={words.theme({ kind, id })} search={search} last={daysIn(data?.rising.a?.name)?.to} /> : null}
      </SideDrawer>
    </Page>
  );
}

/** The sentence of the page: what rises most, or that nothing clearly does. */
function useRose(rising: ThemeStrip | undefined, nameOf: ReturnType<typeof useSideWords>['theme']): string {
  const { t } = useTranslation('themes');
  const share = useMeasure('share', 0);
  if (rising === undefined || rising.shortfall !== null) return t('lead');
  const most = rising.themes.find(({ verdict }) => verdict === 'up');
  if (most === undefined || most.a === null || most.b === null) return t('headline.none');
  return t('headline.rises', { theme: nameOf(most), before: share.level(most.b.value), now: share.level(most.a.value) });
}
