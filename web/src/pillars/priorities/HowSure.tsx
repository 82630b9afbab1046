import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/layout/Card';
import { RankHeat } from '@/ui/ranking/RankHeat';
import type { Priorities } from './usePriorities';

/** How sure is the order? Share of redraws in which each driver took each place of importance. */
export function HowSure({ priorities }: { priorities: Priorities }) {
  const { t } = useTranslation('priorities');
  const order = priorities.tiers.flat();
  const rows = order.flatMap((id) => priorities.drivers.filter(({ question, rank }) => question.id === id && rank.length > 0));
  if (rows.length === 0) return null;
  return (
    <Card span={6} fill title={t('sure.title')} lead={t('sure.lead', { draws: priorities.method.draws })}>
      <RankHeat caption={t('sure.title')} rows={rows.map(({ question, rank }) => ({ label: question.label, rank }))} />
      <p className="note">{t('sure.foot')}</p>
    </Card>
  );
}
