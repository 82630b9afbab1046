import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';

/** Where records are joined by averages, evidence beyond this counts no more; the waterfall of a pair shows all of it. */
const most = 12;

/** The evidence that a join was made by; nothing where a person joined. */
export function JoinBits({ weight }: { weight: number | null }) {
  const { t } = useTranslation('customers');
  const { signed } = useFormat();
  return weight === null ? null : <>{t('comma')}{t(weight >= most ? 'records.bitsAtLeast' : 'records.bits', { bits: signed(weight, 1) })}</>;
}
