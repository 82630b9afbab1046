import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { ProblemState } from '@/ui/states/ProblemState';
import { refusedQuery } from '../identity/useIdentity';
import { RefusedList } from '../links/RefusedList';

/** Who is much like this customer and was not joined, and why; nothing where nobody is. */
export function ApartCard({ id }: { id: string }) {
  const { t } = useTranslation('identity');
  const { count } = useFormat();
  const { data, error, refetch } = useQuery(refusedQuery(id));
  if (error !== null) return <Card span={4} as="aside" title={t('refused.titleOne')}><ProblemState error={error} level="h3" onRetry={() => void refetch()} /></Card>;
  return data === undefined || data.total === 0 ? null : (
    <Card span={4} as="aside" title={t('refused.titleOne')} lead={t('refused.leadOne', { count: data.total, n: count(data.total) })} id="apart">
      <RefusedList items={data.items} of={id} />
    </Card>
  );
}
