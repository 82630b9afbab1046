import { useTranslation } from 'react-i18next';
import { useSearchState } from '@/app/address/useSearchState';
import { useFormat } from '@/app/i18n/useFormat';
import { useNaming } from '@/app/view/useNaming';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { VoicesTabs } from '../VoicesTabs';
import { HeldOutTable, VersionTable } from './ModelTables';
import css from './ModelsPage.module.css';
import { RunningCard } from './RunningCard';
import { TrainCard } from './TrainCard';
import { useModels } from './useModels';

/** What was learnt from the company's own scores: which model reads, how it did on answers that it had not seen, and why it runs or not. */
export function ModelsPage() {
  const { t } = useTranslation('models');
  const [search] = useSearchState();
  const { count } = useFormat();
  const naming = useNaming(undefined);
  const { data, error, refetch } = useModels();
  const running = data?.models.filter((model) => model.running) ?? [];
  const whole = running.find(({ language, source }) => language === null && source === null);
  return (
    <Page title={t('title')}>
      <Head title={t('title')} lead={t('lead')} aside={<VoicesTabs search={search} at="detectors" />} />
      {data === undefined ? <Card>{error === null ? <Loading shape="card" counting={t('counting')} /> : <ProblemState error={error} onRetry={() => void refetch()} />}</Card> : (
        <>
          <TrainCard list={data} />
          {whole === undefined ? (
            <Card span={7} className={css.rest}>
              <State picture={data.pairs < data.needed ? 'notEnough' : 'nothingYet'} have={data.pairs} need={data.needed} title={t('none.title')} actions={data.pairs < data.needed ? <LinkButton variant="filled" to="/sources">{t('none.import')}</LinkButton> : undefined}>
                {data.pairs < data.needed ? t('none.few', { have: count(data.pairs), need: count(data.needed) }) : t('none.why')}
              </State>
            </Card>
          ) : <RunningCard model={whole} naming={naming} halfLife={data.half_life_days} />}
          {running.length > 1 ? <Card title={t('slices.title')} lead={t('slices.lead')}><HeldOutTable models={running.filter((model) => model !== whole)} naming={naming} /></Card> : null}
          {data.models.length === 0 ? null : <Card title={t('versions.title')} lead={t('versions.lead')}><VersionTable models={data.models.filter(({ language, source }) => language === null && source === null)} /></Card>}
        </>
      )}
    </Page>
  );
}
