import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Suggestion } from './quality';

const reasons = ['always_filled', 'seldom_missing', 'of_kind', 'never_twice', 'one_form', 'within', 'few_outliers', 'days', 'placeholders', 'broken', 'blank_ends', 'steady'] as const;

/** The figures of the profile that led to a suggestion. */
export function Because({ of }: { of: Suggestion }) {
  const { t } = useTranslation('quality');
  const { count, number } = useFormat();
  const reason = reasons.find((one) => one === of.because);
  if (reason === undefined) return null;
  return <small>{reason === 'steady' ? t('because.steady', { index: number(of.count / of.of, 3) }) : t(`because.${reason}`, { n: count(of.count), of: count(of.of) })}</small>;
}
