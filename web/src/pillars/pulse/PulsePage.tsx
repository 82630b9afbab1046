import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';

export function PulsePage() {
  const { t } = useTranslation();
  return (
    <Page title={t('verbs.pulse')}>
      <Head title={t('verbs.pulse')} />
      <Card><Loading shape="card" /></Card>
    </Page>
  );
}
