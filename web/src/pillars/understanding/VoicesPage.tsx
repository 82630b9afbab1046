import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';

export function VoicesPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('verbs.understand')}>
      <Head title={t('verbs.understand')} />
      <Card><Loading shape="card" /></Card>
    </Page>
  );
}
