import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { edit, type Search } from '@/app/address/search';
import { useFormat } from '@/app/i18n/useFormat';
import { filterOf } from '@/app/view/filter';
import { LinkButton } from '@/ui/actions/LinkButton';
import { TrendChart } from '@/ui/charts/TrendChart';
import { useMeasure } from '@/ui/estimate/measure';
import { Segmented } from '@/ui/layout/Segmented';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { MethodLink } from '@/ui/why/MethodLink';
import css from './Themes.module.css';
import { TooFew } from './TooFew';
import { daysOf, type Grain, grains, type ThemeSeries, useSeries } from './useThemes';

type ThemeOverTimeProps = { kind: string; id: string; name: string; search: Search; last: string | undefined };

/** One theme over time, and the way to its words. */
export function ThemeOverTime({ kind, id, name, search, last }: ThemeOverTimeProps) {
  const { t } = useTranslation('themes');
  const [grain, setGrain] = useState<Grain>('week');
  const { data, error, refetch } = useSeries(kind, id, grain, search, last);
  const asked = edit(filterOf(search), { topic: undefined, detector: undefined, ...daysOf(grain, search, last), [kind]: id });
  return (
    <div className={css.open}>
      <h2 className="h2"><bdi>{name}</bdi></h2>
      <Segmented label={t('series.by')} value={grain} options={grains.map((value) => ({ value, label: t(`series.grain.${value}`) }))} onChange={setGrain} />
      {data === undefined ? (error === null ? <Loading shape="chart" /> : <ProblemState error={error} level="h3" onRetry={() => void refetch()} />) : <Line series={data} name={name} />}
      <div className="row wrap"><LinkButton variant="filled" to="/voices" search={asked as never}>{t('series.read')}</LinkButton></div>
      <p className="note">{t('series.how')} <MethodLink name="themes" /></p>
    </div>
  );
}

function Line({ series: { points, grain, shortfall }, name }: { series: ThemeSeries; name: string }) {
  const { t } = useTranslation('themes');
  const { date, dir } = useFormat();
  const share = useMeasure('share', 1);
  const observed = useMemo(() => points.map(({ from, figure }) => ({ label: date(from, grain === 'week' ? 'dayYear' : 'monthYear'), figure })), [points, grain, date]);
  const told = observed.flatMap(({ label, figure }) => (figure.estimate === null ? [] : [{ label, value: figure.estimate.value }]));
  const [first, latest] = [told[0], told.at(-1)];
  const short = observed.flatMap(({ figure }) => (figure.shortfall === null ? [] : [figure.shortfall]));
  if (shortfall !== null && shortfall.code === 'no_time') return <State picture="notEnough" level="h3" title={t('empty.time')}>{t('empty.timeWhy')}</State>;
  if (first === undefined || latest === undefined) return <TooFew have={Math.max(0, ...short.map(({ have }) => have ?? 0))} need={short[0]?.need ?? shortfall?.need ?? 10} level="h3">{t('series.tooFew')}</TooFew>;
  const isolate = dir === 'rtl' ? `\u2068${name}\u2069` : name;
  const sentence = [
    t('series.sentence', { theme: isolate, first: share.level(first.value), from: first.label, last: share.level(latest.value), to: latest.label }),
    ...(short.length > 0 ? [t('series.gaps', { n: short.length, need: short[0]?.need ?? 10 })] : []),
  ].join(' ');
  return <TrendChart sentence={sentence} observed={observed} measure={share} />;
}
