import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import type { StoreLine } from '../shapes';
import css from './Erasure.module.css';

const stores = ['signals', 'quarantine', 'files', 'webhooks', 'invitations', 'words', 'counts', 'field_profiles', 'consents', 'timelines', 'returns', 'profiles', 'relations', 'reviews', 'reasons'] as const;
const reasons = ['employee', 'came_back', 'delivered_to_others', 'typed_by_others', 'shared_identifier'] as const;

/** Every store: how much was looked at, how much is the person's, what went, and what stays for which reason. */
export function StoreTable({ lines, label, done }: { lines: readonly StoreLine[]; label: string; done: boolean }) {
  const { t } = useTranslation('customers');
  const { count } = useFormat();
  const storeName = (code: string) => {
    const known = stores.find((one) => one === code);
    return known === undefined ? <bdi>{code.replaceAll('_', ' ')}</bdi> : t(`store.${known}`);
  };
  const why = (code: string): string => {
    const known = reasons.find((one) => one === code);
    return known === undefined ? code.replaceAll('_', ' ') : t(`leftBecause.${known}`);
  };
  return (
    <ScrollBox className={css.stores} label={label}>
      <table className="table">
        <caption className="sr">{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t('erase.store')}</th>
            <th scope="col" className="n">{t('erase.searched')}</th>
            <th scope="col" className="n">{t('erase.found')}</th>
            {done ? <th scope="col" className="n">{t('erase.erased')}</th> : null}
            <th scope="col">{t('erase.left')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ store, searched, found, erased, left }) => (
            <tr key={store}>
              <th scope="row">{storeName(store)}</th>
              <td className="n">{count(searched)}</td>
              <td className="n">{count(found)}</td>
              {done ? <td className="n">{count(erased)}</td> : null}
              <td>{left.map((one) => t('erase.leftOne', { why: why(one.reason), n: one.count })).join(t('comma'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
