import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Served } from '@/api/read';
import { useFormat } from '@/app/i18n/useFormat';
import { useMeasures } from '@/app/view/useMeasures';
import { TrendChart } from '@/ui/charts/TrendChart';
import { KindLabel } from '@/ui/estimate/KindLabel';
import { Card, type Span } from '@/ui/layout/Card';
import { NotEnough } from '@/ui/states/NotEnough';
import { State } from '@/ui/states/State';
import type { PulsePart } from './parts';

type TrendView = Served['TrendView'];
const grains = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** The main score over time with its band; gaps where there are too few answers. */
export function Trend({ main, naming, trend, span }: PulsePart & { trend: TrendView; span: Span }) {
  const { t } = useTranslation('pulse');
  const { date, span: days } = useFormat();
  const measure = useMeasures()(main.question);
  const grain = grains.find((one) => one === trend.grain) ?? 'day';
  const observed = useMemo(() => {
    const style = grain === 'year' || grain === 'quarter' || grain === 'month' ? 'monthYear' : 'day';
    return trend.points.map(({ from, to, figure }) => ({ label: date(from, style), from, to, figure }));
  }, [trend, grain, date]);
  const told = observed.flatMap(({ label, from, to, figure }) => (figure.estimate === null ? [] : [{ label, from, to, estimate: figure.estimate }]));
  const [first, last] = [told[0], told.at(-1)];
  const missing = observed.flatMap(({ figure }) => (figure.shortfall == null ? [] : [figure.shortfall]));
  const fullest = Math.max(0, ...missing.map(({ have }) => have ?? 0));
  const need = missing[0]?.need ?? 30;
  const short = trend.points.length - told.length;
  return (
    <Card span={span} fill title={t('trend.title')} lead={t(`trend.by.${grain}`, { score: naming.score(main.question) })} action={<KindLabel kind="observed" />}>
      {first === undefined || last === undefined ? (
        <NotEnough have={fullest} need={need}>{t('trend.tooFew')}</NotEnough>
      ) : told.length === 1 ? (
        // The answers are there; what is missing is a second stretch to compare with.
        <State picture="notEnough" have={1} need={2} title={t('trend.one', { when: days(first.from, first.to), n: first.estimate.n })}>
          {short > 0 ? t('trend.oneNext', { have: fullest, need }) : t('trend.oneAlone')}
        </State>
      ) : (
        <TrendChart
          height={240}
          measure={measure}
          observed={observed}
          sentence={[
            t('trend.sentence', { first: measure.level(first.estimate.value), from: first.label, last: measure.level(last.estimate.value), to: last.label }),
            ...(short > 0 ? [t('trend.gaps', { count: short })] : []),
          ].join(' ')}
        />
      )}
    </Card>
  );
}
