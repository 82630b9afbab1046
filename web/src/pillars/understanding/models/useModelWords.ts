import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';

const ends = [
  'first', 'not_worse', 'not_better', 'others_erased', 'no_better_than_guessing', 'replaced', 'erased', 'failed',
  'not_enough_pairs', 'not_enough_positive', 'not_enough_negative', 'not_enough_new_positive', 'not_enough_new_negative',
] as const;

/** Why a model runs or does not, and what a try came to, in words. */
export function useModelWords() {
  const { t } = useTranslation('models');
  const { count } = useFormat();
  return { ended: (code: string, have = 0, need = 0): string => t(`ended.${ends.find((one) => one === code) ?? 'other'}`, { have: count(have), need: count(need) }) };
}
