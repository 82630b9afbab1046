import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { narrowTo } from '@/app/view/filter';
import type { Search } from '@/app/address/search';
import { Tabs } from '@/ui/layout/Tabs';

/** Views of the customers themselves; only beside these stand the two of who is who. */
const ofCustomers: ReadonlySet<string> = new Set(['customers', 'reviews', 'identity']);

/** What was said, and who said it; among the customers also who is in doubt, and how they are told apart. */
export function VoicesTabs({ search, at }: { search: Search; at: 'voices' | 'customers' | 'reviews' | 'identity' | 'detectors' | 'themes' | 'topics' | 'labels' }) {
  const { t } = useTranslation('voices');
  const current = (tab: typeof at) => (tab === at ? ('page' as const) : undefined);
  return (
    <Tabs label={t('tabs.label')}>
      <Link to="/voices" search={(at === 'voices' ? search : {}) as never} aria-current={current('voices')}>{t('tabs.voices')}</Link>
      <Link to="/themes" search={(at === 'themes' ? search : {}) as never} aria-current={current('themes')}>{t('tabs.themes')}</Link>
      <Link to="/topics" aria-current={current('topics')}>{t('tabs.topics')}</Link>
      <Link to="/detectors" activeOptions={{ exact: true }} aria-current={current('detectors')}>{t('tabs.detectors')}</Link>
      <Link to="/labels" aria-current={current('labels')}>{t('tabs.labels')}</Link>
      <Link to="/customers" search={narrowTo(search, []) as never} activeOptions={{ exact: true }} aria-current={current('customers')}>{t('tabs.customers')}</Link>
      {ofCustomers.has(at) ? <Link to="/customers/reviews" aria-current={current('reviews')}>{t('tabs.reviews')}</Link> : null}
      {ofCustomers.has(at) ? <Link to="/customers/identity" aria-current={current('identity')}>{t('tabs.identity')}</Link> : null}
    </Tabs>
  );
}
