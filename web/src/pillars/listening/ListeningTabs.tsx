import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Tabs } from '@/ui/layout/Tabs';

/** What is listened to, and what of it is held. */
export function ListeningTabs({ at }: { at: 'sources' | 'quarantine' }) {
  const { t } = useTranslation('collect');
  const current = (tab: typeof at) => (tab === at ? ('page' as const) : undefined);
  return (
    <Tabs label={t('tabs.label')}>
      <Link to="/sources" activeOptions={{ exact: true }} aria-current={current('sources')}>{t('tabs.sources')}</Link>
      <Link to="/sources/quarantine" aria-current={current('quarantine')}>{t('tabs.quarantine')}</Link>
    </Tabs>
  );
}
