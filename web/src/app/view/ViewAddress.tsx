import { useTranslation } from 'react-i18next';
import { AddressRow } from '@/app/address/AddressRow';
import { OptionEditor } from '@/app/address/OptionEditor';
import { type Period, shift } from '@/app/address/period';
import { PeriodEditor } from '@/app/address/PeriodEditor';
import type { AddressToken } from '@/app/address/Token';
import { useSearchState } from '@/app/address/useSearchState';
import { useFormat } from '@/app/i18n/useFormat';
import { useKey } from '@/app/keyboard/Keyboard';
import { useSession } from '@/app/session/session';
import { AgainstEditor } from './AgainstEditor';
import { useCatalogue } from './catalogue';
import { narrows } from './filter';
import { useFilterTokens } from './useFilterTokens';
import { useShow } from './shown';
import { useTopics } from './topics';
import { useNaming } from './useNaming';
import { usePeriodWords } from './usePeriodWords';

type ViewAddressProps = {
  path: string;
  /** Where the view looks now, the server's own choice included. */
  source: number | null;
  question?: number | null;
  period: Period | null;
  /** Left out: this view compares nothing. */
  against?: Period | null;
  /** Name in the address of the score looked at. */
  scoreName?: 'question' | 'outcome';
  /** Shows all sources at once where none is named. */
  sources?: boolean;
  more?: readonly AddressToken[];
};

const days = (period: Period | null, from = 'from', to = 'to') => ({ [from]: period?.from, [to]: period?.to });

/** The address of a view of scores: score or source, period, comparison, filters. */
export function ViewAddress({ path, source, question, period, against, scoreName = 'question', sources = false, more = [] }: ViewAddressProps) {
  const { t } = useTranslation('view');
  const { span } = useFormat();
  const words = usePeriodWords();
  const { data: session } = useSession();
  const { data: catalogue } = useCatalogue();
  const [search, change] = useSearchState();
  useTopics('topic' in search);
  const naming = useNaming(catalogue);
  const filters = useFilterTokens(search, change, catalogue, source, naming);
  const origin = catalogue?.sources.find((s) => s.id === source);
  const comparing = against !== undefined;
  const written = (id: number | null | undefined) => (id == null ? undefined : String(id));
  useShow(path, { ...(written(source) === undefined ? {} : { source: written(source) }), ...(written(question) === undefined ? {} : { [scoreName]: written(question) }), ...(period === null ? {} : { from: period.from, to: period.to }) });

  /** Moves to other days; the comparison keeps its place right before them. */
  const setPeriod = (next: Period | null) => {
    const before = next === null || against === null || against === undefined ? null : shift(next, -1);
    change({ ...days(next), ...(comparing ? { ...days(before, 'against_from', 'against_to'), against: before === null ? 'none' : undefined } : {}) });
  };
  const whole = origin?.first_day && origin.last_day ? { from: origin.first_day, to: origin.last_day } : null;
  useKey('earlier', () => period === null || setPeriod(shift(period, -1)));
  useKey('later', () => period === null || setPeriod(shift(period, 1)));

  const dropped = () => Object.fromEntries(Object.keys(search).filter((name) => narrows(name) || ['from', 'to', 'against', 'against_from', 'against_to', 'by', 'a', 'b', 'drivers', 'driver', 'within', 'behind'].includes(name)).map((name) => [name, undefined]));
  const tokens: AddressToken[] = [];
  if (catalogue !== undefined && (sources || origin !== undefined)) {
    tokens.push({
      name: 'source',
      label: t('by.source'),
      value: <bdi>{origin?.name ?? t('name.allSources')}</bdi>,
      onLift: sources && origin !== undefined ? () => change({ ...dropped(), source: undefined }) : undefined,
      editor: (close) => (
        <OptionEditor
          label={t('by.source')}
          options={catalogue.sources.map((s) => ({ value: String(s.id), label: s.name }))}
          chosen={source === null ? [] : [String(source)]}
          onChoose={([id]) => {
            change({ ...dropped(), [scoreName]: undefined, source: id });
            close();
          }}
        />
      ),
    });
  }
  if (catalogue !== undefined && question !== undefined) {
    const current = catalogue.questions.find((q) => q.id === question);
    const outcomes = catalogue.questions.filter((q) => q.answers > 0 && (q.role === 'outcome' || (q.id === question)));
    const sourceName = (id: number) => catalogue.sources.find((s) => s.id === id)?.name ?? '';
    tokens.push({
      name: scoreName,
      label: t('token.score'),
      value: current === undefined ? t('name.notGiven') : <bdi>{naming.score(current)}</bdi>,
      editor: (close) => (
        <OptionEditor
          label={t('token.score')}
          options={outcomes.map((q) => ({ value: String(q.id), label: `${naming.score(q)} (${sourceName(q.source_id)})`, count: q.answers }))}
          chosen={[String(question)]}
          onChoose={([id]) => {
            const next = outcomes.find((q) => String(q.id) === id);
            change(next?.source_id === source ? { [scoreName]: id } : { ...dropped(), source: next === undefined ? undefined : String(next.source_id), [scoreName]: id });
            close();
          }}
        />
      ),
    });
  }
  if (origin?.has_time !== false) {
    const until = origin?.last_day ?? catalogue?.sources.map((s) => s.last_day ?? '').toSorted().at(-1) ?? '';
    tokens.push({
      name: 'from',
      label: t('token.period'),
      value: period === null ? t('period.all') : span(period.from, period.to),
      editor: (close) => (
        <PeriodEditor
          period={period}
          until={until}
          onChoose={(next) => {
            setPeriod(next ?? (comparing ? whole : null));
            close();
          }}
        />
      ),
    });
  }
  if (comparing && period !== null) {
    tokens.push({
      name: 'against_from',
      label: t('token.against'),
      value: words.against(against, period),
      editor: (close) => (
        <AgainstEditor
          period={period}
          against={against}
          onChoose={(next) => {
            change({ ...days(period), ...days(next, 'against_from', 'against_to'), against: next === null ? 'none' : undefined });
            close();
          }}
        />
      ),
    });
  }
  return <AddressRow path={path} tokens={[...tokens, ...more, ...filters.tokens]} addable={filters.addable} withheld={filters.withheld} dataTo={session?.data_to} />;
}
