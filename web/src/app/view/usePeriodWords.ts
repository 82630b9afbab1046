import { useTranslation } from 'react-i18next';
import type { Period } from '@/app/address/period';
import { useFormat } from '@/app/i18n/useFormat';
import { isRightBefore, lengthOf } from './length';

/** Periods in words: "13 weeks", "the 13 weeks before". */
export function usePeriodWords() {
  const { t } = useTranslation('view');
  const { span } = useFormat();
  const length = (period: Period): string => {
    const { unit, count } = lengthOf(period);
    return t(`length.${unit}`, { count });
  };
  const against = (before: Period | null, period: Period | null): string => {
    if (before === null) return t('against.none');
    if (period !== null && isRightBefore(before, period)) return t('against.before', { length: length(period) });
    return span(before.from, before.to);
  };
  return { length, against };
}
