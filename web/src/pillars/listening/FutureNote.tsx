import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useFormat } from '@/app/i18n/useFormat';
import { Icon } from '@/ui/icons/Icon';

/** Records that lie in the future come in all the same; a person may know that the zone or a year is wrong. */
export function FutureNote({ future }: { future: Schemas['FutureTimes'] | null }) {
  const { t } = useTranslation('listening');
  const { date } = useFormat();
  if (future === null) return null;
  const first = future.day === null ? date(future.at, 'dateTime') : date(future.day, 'dayYear');
  return <p className="sm"><Icon name="warn" /> {t('future', { count: future.count, row: future.row + 1, first })}</p>;
}
