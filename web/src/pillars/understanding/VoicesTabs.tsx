import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { narrowTo } from '@/app/view/filter';
import type { Search } from '@/app/address/search';
import { Tabs } from '@/ui/layout/Tabs';

/** What was said, and who said it. */
export function VoicesTabs({ search, at }: { search: Search; at: 'voices' | 'customers' }) {
  const { t } = useTranslation('voices');
  const current = (tab: typeof at) => (tab === at ? ('page' as const) : undefined);
  return (
    <Tabs label={t('tabs.label')}>
      <Link to="/voices" search={(at === 'voices' ? search : {}) as never} aria-current={current('voices')}>{t('tabs.voices')}</Link>
      <Link to="/customers" search={narrowTo(search, []) as never} aria-current={current('customers')}>{t('tabs.customers')}</Link>
    </Tabs>
  );
}
