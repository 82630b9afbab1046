import { useMemo } from 'react';
import type { Good } from '@/ui/estimate/figure';
import { type Measure, useMeasure } from '@/ui/estimate/measure';
import type { Question } from './catalogue';

type Asked = Pick<Question, 'metric' | 'scale'>;

/** Which way is good. A share of satisfied answers counts the good end already, so it is always up. */
export const goodOf = ({ metric, scale }: Asked): Good => (scale.low_is_good === true && metric !== 'nps' && metric !== 'csat' ? 'down' : 'up');

/** How each question's number is written: NPS in points, shares in per cent, means on their own scale. */
export function useMeasures(): (question: Asked) => Measure {
  const nps = useMeasure('nps');
  const share = useMeasure('share');
  const mean = useMeasure('mean');
  const wide = useMeasure('mean', 0);
  return useMemo(
    () =>
      ({ metric, scale }) =>
        metric === 'nps' ? nps : metric === 'csat' || metric === 'share' ? share : scale.max - scale.min > 20 ? wide : mean,
    [nps, share, mean, wide],
  );
}
