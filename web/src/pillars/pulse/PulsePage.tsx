import { useTranslation } from 'react-i18next';
import { problemOf } from '@/api/problem';
import { useSearchState } from '@/app/address/useSearchState';
import { NothingInView } from '@/app/view/NothingInView';
import { NumberBehind } from '@/app/view/NumberBehind';
import { useCatalogue } from '@/app/view/catalogue';
import { goodOf } from '@/app/view/useMeasures';
import { useNaming } from '@/app/view/useNaming';
import { ViewAddress } from '@/app/view/ViewAddress';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Card } from '@/ui/layout/Card';
import { Page } from '@/ui/layout/Page';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { usePriorities } from '@/pillars/priorities/usePriorities';
import { edit, one } from '@/app/address/search';
import { periodOf, within } from '@/app/view/filter';
import { LeftOutNote } from '@/pillars/profiles/LeftOutNote';
import { RefusedNote } from '@/pillars/profiles/RefusedNote';
import { AllScores, otherScores } from './AllScores';
import { Elsewhere } from './Elsewhere';
import { FirstRun } from './FirstRun';
import { FourQuestions } from './FourQuestions';
import { Groups } from './Groups';
import { headlineOf } from './headline';
import { Lead } from './Lead';
import { PulseLoading } from './PulseLoading';
import { Raise } from './Raise';
import { Scores } from './Scores';
import { Silent } from './Silent';
import { Trend } from './Trend';
import { useNamedSource } from './useNamedSource';
import { usePulse, useSilence } from './usePulse';

/** What changed, for whom, why, and what to do: true if read aloud, and every number opens. */
export function PulsePage() {
  const { t } = useTranslation('pulse');
  const [search] = useSearchState();
  const { data: catalogue } = useCatalogue();
  const { data, error, refetch, isPlaceholderData } = usePulse(search, catalogue);
  const pulse = data ?? undefined;
  useNamedSource(isPlaceholderData ? undefined : pulse, catalogue);
  const { data: silence } = useSilence(pulse?.source.id);
  const naming = useNaming(catalogue);
  const main = pulse?.scores[0];
  const scope = { source: pulse?.source.id, period: pulse?.period };
  const study = edit(within(search, scope), { outcome: main === undefined ? undefined : String(main.question.id) });
  const priorities = usePriorities(study, main !== undefined);

  if (pulse === undefined || main === undefined) {
    // An address may ask for what is not there; only where no score was ever heard is there a first step to take.
    const nothing = data === null;
    const waiting = nothing ? catalogue === undefined : error === null;
    const first = catalogue !== undefined && catalogue.default_view === null && (error === null || problemOf(error).status !== 403);
    const named = catalogue?.sources.find(({ id }) => String(id) === one(search, 'source'));
    const back = <LinkButton variant={named === undefined ? 'filled' : 'default'} to="/pulse">{t('default')}</LinkButton>;
    return (
      <Page title={t('title')} address={waiting || named === undefined ? undefined : <ViewAddress path="/pulse" source={named.id} period={periodOf(search)} />}>
        {waiting ? (
          <PulseLoading />
        ) : first ? (
          <FirstRun heard={(catalogue?.sources.length ?? 0) > 0} />
        ) : named !== undefined && nothing ? (
          <Card>
            <State picture="nothingYet" level="h1" title={t('noScore.title', { source: named.name })} actions={<><LinkButton variant="filled" to="/voices" search={{ source: String(named.id) } as never}>{t('noScore.read')}</LinkButton>{back}</>}>{t('noScore.why')}</State>
          </Card>
        ) : (
          <Card><ProblemState error={error} level="h1" onRetry={() => void refetch()} back={back} /></Card>
        )}
      </Page>
    );
  }
  const address = <ViewAddress path="/pulse" source={pulse.source.id} question={main.question.id} period={pulse.period} against={pulse.against} />;
  if (pulse.signals === 0) return <Page title={t('title')} address={address}><NothingInView /></Page>;

  const good = goodOf(main.question);
  const sentences = headlineOf(pulse, good);
  const shared = { pulse, main, naming, search, scope };
  const silent = silence !== undefined && silence.known > 0 && silence.answered < silence.known;
  return (
    <Page title={t('title')} address={address}>
      <Lead {...shared} sentences={sentences} catalogue={catalogue} stale={isPlaceholderData} />
      <Scores {...shared} />
      <RefusedNote names={pulse.refused.map(({ label }) => label)} />
      <LeftOutNote leftOut={pulse.left_out} />
      <FourQuestions {...shared} priorities={priorities.data} study={study} />
      {pulse.trend === null ? null : <Trend {...shared} trend={pulse.trend} span={silent ? 8 : 12} />}
      {silent ? <Silent silence={silence} wide={pulse.trend === null} /> : <LeftOutNote leftOut={silence?.left_out ?? []} />}
      <Raise {...shared} study={study} priorities={priorities} />
      <Elsewhere {...shared} />
      <Groups {...shared} catalogue={catalogue} span={otherScores(pulse).length > 0 ? 6 : 12} />
      <AllScores {...shared} />
      <NumberBehind scope={scope} />
    </Page>
  );
}
