import { useComputedColorScheme } from '@mantine/core';
import { LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { Measure } from '@/ui/estimate/measure';
import { useLanguage } from '@/app/i18n/useFormat';
import type { TrendPoint } from './TrendChart';
import { trendOption } from './trendOption';

echarts.use([LineChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

type TrendLinesProps = { observed: readonly TrendPoint[]; predicted?: readonly TrendPoint[]; measure: Measure };

/** The drawing itself; it reads our tokens at each change of theme, so that no colour is written twice. */
export default function TrendLines({ observed, predicted, measure }: TrendLinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const language = useLanguage();
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const chart = echarts.init(element, null, { renderer: 'svg' });
    const styles = getComputedStyle(document.documentElement);
    const token = (name: string) => styles.getPropertyValue(`--tl-${name}`).trim();
    chart.setOption(trendOption({ observed, predicted, measure, token }));
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [observed, predicted, measure, scheme, language]);
  return <div ref={box} style={{ inlineSize: '100%', blockSize: '100%' }} aria-hidden />;
}
