import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';

export function PrioritiesPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('verbs.prioritise')}>
      <Head title={t('verbs.prioritise')} />
      <Card><Loading shape="card" /></Card>
    </Page>
  );
}
