import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/layout/Card';
import { ProblemState } from '@/ui/states/ProblemState';
import { AlertLine } from './AlertLine';
import css from './Alerts.module.css';
import { alertsQuery } from './alerts';

/** What is wrong with how the sources listen, or one of them: stands there only when there is something to say. */
export function AlertsCard({ source }: { source?: string }) {
  const { t } = useTranslation('collect');
  const alerts = useQuery(alertsQuery(source));
  if (alerts.error !== null) return <Card label={t('alerts.title')}><ProblemState error={alerts.error} level="h3" onRetry={() => void alerts.refetch()} /></Card>;
  const items = alerts.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={t('alerts.title')} lead={t('alerts.lead')}>
      <ul className={css.alerts}>
        {items.map((alert) => <li key={alert.id} data-over={alert.ended_at !== null || undefined}><AlertLine alert={alert} named={source === undefined} /></li>)}
      </ul>
    </Card>
  );
}
