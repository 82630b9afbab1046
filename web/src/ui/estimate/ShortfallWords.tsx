import { useTranslation } from 'react-i18next';
import css from './Estimate.module.css';
import type { Shortfall } from './figure';

const known = ['no_time', 'not_distinguishable', 'no_answers', 'constant', 'too_many_drivers', 'too_few_rows', 'collinear'] as const;

/** Why there is no number, in words; never 0 and never a dash. */
export function ShortfallWords({ shortfall }: { shortfall: Shortfall | null }) {
  const { t } = useTranslation('ui');
  const { have, need } = shortfall ?? {};
  const code = known.find((one) => one === shortfall?.code);
  const words =
    code !== undefined ? t(`shortfall.${code}`) : have !== null && have !== undefined && need !== null && need !== undefined ? t('estimate.notEnough', { have, need }) : t('shortfall.other');
  return <span className={css.reason}>{words}</span>;
}
