import type { Driver } from './usePriorities';
import { rangeText } from '@/app/view/filter';

/** The filter that chooses those whom a driver reaches: answers at its threshold or worse. */
export function lowEnd({ question, reach }: Pick<Driver, 'question' | 'reach'>): Record<string, string> {
  const { min, max, low_is_good } = question.scale;
  return { [`s.${question.id}`]: low_is_good === true ? rangeText(reach.threshold, max) : rangeText(min, reach.threshold) };
}
