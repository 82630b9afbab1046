import type { EChartsCoreOption } from 'echarts/core';
import type { Kind } from '@/ui/estimate/figure';
import type { Measure } from '@/ui/estimate/measure';
import { scaleOver, ticks } from '@/ui/estimate/scale';
import type { TrendPoint } from './TrendChart';

type TrendInput = { observed: readonly TrendPoint[]; predicted?: readonly TrendPoint[]; measure: Measure; token: (name: string) => string };
type Tip = { dataIndex: number }[];

/** Isolates a label, so that its own direction decides how it stands inside a left-to-right drawing. */
const isolated = (label: string): string => `\u2068${label}\u2069`;
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What ECharts is told: band as two stacked areas, line over it; pencil is dashed, hollow and hatched. */
export function trendOption({ observed, predicted = [], measure, token }: TrendInput): EChartsCoreOption {
  const estimates = [...observed, ...predicted].flatMap(({ figure }) => (figure.estimate === null ? [] : [figure.estimate]));
  const scale = scaleOver(estimates);
  const marks = ticks(scale, 4, measure.level);
  const text = { color: token('ink-3'), fontFamily: token('font') || 'sans-serif', fontSize: 12 };
  const lines = (points: readonly TrendPoint[], kind: Kind) => {
    const pencil = kind === 'predicted';
    const colour = token(kind);
    const invisible = { type: 'line', symbol: 'none', lineStyle: { opacity: 0 }, silent: true, stack: kind, stackStrategy: 'all', tooltip: { show: false } };
    return [
      { ...invisible, data: points.map(({ figure }) => figure.estimate?.low ?? null) },
      {
        ...invisible,
        data: points.map(({ figure }) => (figure.estimate === null ? null : figure.estimate.high - figure.estimate.low)),
        areaStyle: pencil
          ? { color: token('predicted-soft'), opacity: 1 }
          : { color: token('observed-soft'), opacity: 0.75 },
        itemStyle: pencil ? { color: token('predicted-soft'), decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1.5, 4.5], rotation: -Math.PI / 4, color: token('predicted-hatch') } } : undefined,
      },
      {
        type: 'line',
        data: points.map(({ figure }) => figure.estimate?.value ?? null),
        color: colour,
        lineStyle: { color: colour, width: pencil ? 2 : 2.25, type: pencil ? 'dashed' : 'solid' },
        symbol: 'circle',
        symbolSize: points.length > 40 ? 0 : 6,
        showAllSymbol: points.length <= 40,
        itemStyle: pencil ? { color: token('card'), borderColor: colour, borderWidth: 2 } : { color: colour },
      },
    ];
  };
  return {
    animation: false,
    aria: { enabled: false, decal: { show: false } },
    grid: { left: 8, right: 16, top: 12, bottom: 4, containLabel: true },
    textStyle: text,
    xAxis: {
      type: 'category',
      data: observed.map(({ label }) => label),
      axisLine: { lineStyle: { color: token('line-2') } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true, formatter: isolated },
      boundaryGap: observed.length === 1,
    },
    yAxis: {
      type: 'value',
      min: Math.min(scale[0], marks[0] ?? scale[0]),
      max: Math.max(scale[1], marks.at(-1) ?? scale[1]),
      axisLabel: { ...text, customValues: marks, formatter: (value: number) => isolated(measure.level(value)) },
      axisTick: { show: false, customValues: marks },
      splitLine: { lineStyle: { color: token('line') } },
    },
    tooltip: {
      trigger: 'axis',
      backgroundColor: token('float'),
      borderColor: token('line'),
      textStyle: { ...text, color: token('ink') },
      formatter: (tip: Tip) => {
        const at = tip[0]?.dataIndex ?? 0;
        const rows = [observed[at], predicted[at]].flatMap((point) => (point?.figure.estimate == null ? [] : [point.figure.estimate]));
        const words = rows.map((e) => `${measure.level(e.value)} (${measure.end(e.low)} – ${measure.end(e.high)}), n ${e.n}`);
        return [observed[at]?.label ?? '', ...words].map((line) => isolated(escaped(line))).join('<br>');
      },
    },
    series: [...(predicted.length > 0 ? lines(predicted, 'predicted') : []), ...lines(observed, 'observed')],
  };
}
