import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';

export function SourcesPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('verbs.listen')}>
      <Head title={t('verbs.listen')} />
      <Card><Loading shape="card" /></Card>
    </Page>
  );
}
