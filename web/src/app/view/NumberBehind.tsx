import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { read } from '@/api/read';
import { edit, one, writeSearch } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { useFormat } from '@/app/i18n/useFormat';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Estimate } from '@/ui/estimate/Estimate';
import { EstimateDetails } from '@/ui/estimate/EstimateDetails';
import { KindLabel } from '@/ui/estimate/KindLabel';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { MethodLink } from '@/ui/why/MethodLink';
import { type Explanation, FormulaInputs } from './FormulaInputs';
import { AnswerBars } from './AnswerBars';
import { useCatalogue } from './catalogue';
import { filterOf, type Scope, within } from './filter';
import css from './NumberBehind.module.css';
import { SideDrawer } from './SideDrawer';
import { useMeasures } from './useMeasures';
import { useNaming } from './useNaming';

/** One more filter in an address: a.9=Eastmere. */
const more = (text: string | undefined): Record<string, string> => {
  const cut = text?.indexOf('=') ?? -1;
  return text === undefined || cut < 1 ? {} : { [text.slice(0, cut)]: text.slice(cut + 1) };
};

/** What stands behind a number: definition, inputs, distribution, filter, the SQL, and the records. Open while the address says so. */
export function NumberBehind({ scope }: { scope: Scope }) {
  const { t } = useTranslation('view');
  const [search, change] = useSearchState();
  const id = Number(one(search, 'behind') ?? NaN);
  const open = Number.isInteger(id);
  const filter = within(search, scope, more(one(search, 'within')));
  const { data, error, refetch } = useQuery({
    queryKey: ['explain', id, writeSearch(filter)],
    queryFn: ({ signal }) => read('/api/v1/metrics/{questionId}/explain', { params: { questionId: id }, search: filter, signal }),
    enabled: open,
  });
  const close = () => change({ behind: undefined, within: undefined });
  return (
    <SideDrawer opened={open} onClose={close} title={t('behind.title')} close={t('behind.close')}>
      {error !== null && data === undefined ? <ProblemState error={error} level="h3" onRetry={() => void refetch()} back={<Button variant="filled" onClick={close}>{t('behind.close')}</Button>} /> : data === undefined ? <Loading shape="card" /> : <Behind data={data} filter={filter} />}
    </SideDrawer>
  );
}

function Behind({ data, filter }: { data: Explanation; filter: ReturnType<typeof filterOf> }) {
  const { t } = useTranslation('view');
  const { span, count, percent } = useFormat();
  const { data: catalogue } = useCatalogue();
  const naming = useNaming(catalogue);
  const { question } = data;
  const measure = useMeasures()(question);
  const figure = data.figure;
  const whole = `${question.scale.min}..${question.scale.max}`;
  const records = edit(filter, { [`s.${question.id}`]: filter[`s.${question.id}`] ?? whole });
  const filters = Object.entries(filter).flatMap(([name, value]) =>
    name === 'from' || name === 'to' ? [] : [{ name, words: (Array.isArray(value) ? value : [value]).map((raw) => naming.value(name, raw)).join(t('behind.or')) }],
  );
  return (
    <div className={css.behind}>
      <div>
        <h2 className="h2"><bdi>{naming.score(question)}</bdi></h2>
        <p className="note"><bdi>{naming.scoreWhat(question)}</bdi></p>
      </div>
      <div className="row wrap between"><Estimate size="big" figure={figure} measure={measure} /><KindLabel kind="observed" /></div>
      <FormulaInputs data={data} />
      <section>
        <h3 className="h3">{t('behind.distribution')}</h3>
        <AnswerBars question={question} values={data.distribution} filter={filter} />
        <p className="note">{data.without_answer === 0 ? t('behind.allAnswered', { count: data.signals }) : t('behind.without', { count: data.without_answer, all: count(data.signals), share: percent(data.signals === 0 ? 0 : data.without_answer / data.signals, 1) })}</p>
      </section>
      <EstimateDetails
        definition={t(`definition.${question.metric}`)}
        method={<>{t(`method.${question.metric === 'nps' ? 'nps' : question.metric === 'csat' || question.metric === 'share' ? 'share' : 'mean'}`)} <MethodLink name={question.metric === 'nps' ? 'nps' : question.metric === 'csat' || question.metric === 'share' ? 'proportions' : 'means'} /></>}
        more={figure.estimate?.period == null ? [] : [{ label: t('token.period'), value: span(figure.estimate.period.from, figure.estimate.period.to) }]}
        filter={filters.length === 0 ? t('behind.everything') : <ul>{filters.map(({ name, words }) => <li key={name}><bdi>{naming.by(name)}: {words}</bdi></li>)}</ul>}
      />
      <div className="row wrap">
        <LinkButton variant="filled" to="/voices" search={{ ...filter } as never}>{t('behind.readWords')}</LinkButton>
        <LinkButton to="/voices" search={edit(records, { records: 'all' }) as never}>{t('behind.records', { count: figure.estimate?.n ?? figure.shortfall?.have ?? 0 })}</LinkButton>
        <Button component="a" href={`/api/v1/signals.csv${writeSearch(records)}`} download>{t('behind.csv')}</Button>
      </div>
      <details className={css.sql}>
        <summary>{t('behind.sql')}</summary>
        <pre dir="ltr">{data.sql}</pre>
      </details>
    </div>
  );
}
