import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { useFormat } from '@/app/i18n/useFormat';
import { useKey } from '@/app/keyboard/Keyboard';
import { useRows } from '@/app/keyboard/useRows';
import { VoicesTabs } from '@/pillars/understanding/VoicesTabs';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { CustomerRow } from './CustomerRow';
import css from './CustomersPage.module.css';
import { LeftOutNote } from './LeftOutNote';
import { useCustomers } from './useCustomers';

/** Looking up customers by any identifier, or by a name in any script. */
export function CustomersPage() {
  const { t } = useTranslation('customers');
  const [search, change] = useSearchState();
  const { count } = useFormat();
  const words = one(search, 'q');
  const customers = useCustomers(words);
  const list = useRows<HTMLTableSectionElement>();
  const box = useRef<HTMLInputElement>(null);
  useKey('search', () => {
    box.current?.focus();
    box.current?.select();
  });
  const items = customers.data?.pages.flatMap((page) => page.items) ?? [];
  const total = customers.data?.pages[0]?.total ?? 0;
  const behind = customers.data?.pages[0]?.behind ?? 0;
  return (
    <Page title={t('title')}>
      <Head title={t('title')} lead={customers.data === undefined ? undefined : words === undefined ? t('lead', { count: total }) : t('found', { n: total })} aside={<VoicesTabs search={search} at="customers" />} />
      <LeftOutNote leftOut={customers.data?.pages[0]?.left_out ?? []} />
      <Card flush>
        <div className={css.bar}>
          <search className={css.search}>
            <Icon name="search" />
            <input
              key={words ?? ''}
              ref={box}
              type="search"
              dir="auto"
              defaultValue={words}
              placeholder={t('search')}
              aria-label={t('searchLong')}
              aria-keyshortcuts="/"
              onKeyDown={(event) => {
                if (event.key === 'Escape') event.currentTarget.blur();
                if (event.key === 'Enter') change({ q: event.currentTarget.value.trim() === '' ? undefined : event.currentTarget.value.trim() });
              }}
            />
          </search>
          <span className="note" role="status">{behind > 0 ? t('behind', { count: behind }) : null}</span>
        </div>
        {customers.data === undefined ? (
          customers.error === null ? <Loading shape="table" /> : <ProblemState error={customers.error} onRetry={() => void customers.refetch()} />
        ) : items.length === 0 ? (
          words === undefined ? (
            <State picture="nothingYet" title={t('none.title')} actions={<LinkButton variant="filled" to="/sources">{t('none.import')}</LinkButton>}>{t('none.why')}</State>
          ) : (
            <State picture="nothingMatches" title={t('noMatch.title')} actions={<Button variant="filled" onClick={() => change({ q: undefined })}>{t('noMatch.clear')}</Button>}>{t('noMatch.why', { words })}</State>
          )
        ) : (
          <div className={css.scroll}><table className="table" aria-busy={customers.isPlaceholderData}>
            <caption className="sr">{t('title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('column.customer')}</th>
                {words === undefined ? null : <th scope="col">{t('column.match')}</th>}
                <th scope="col" className="n">{t('column.records')}</th>
                <th scope="col" className="n">{t('column.signals')}</th>
                <th scope="col" className="n">{t('column.texts')}</th>
                <th scope="col">{t('column.last')}</th>
                <th scope="col">{t('column.sources')}</th>
              </tr>
            </thead>
            <tbody ref={list}>{items.map((customer) => <CustomerRow key={customer.id} customer={customer} matched={words !== undefined} />)}</tbody>
          </table></div>
        )}
        {items.length > 0 ? (
          <div className={css.foot}>
            <span className="note">{t('shown', { shown: count(items.length), all: count(total) })}</span>
            {customers.hasNextPage ? <Button loading={customers.isFetchingNextPage} onClick={() => void customers.fetchNextPage()}>{t('more')}</Button> : null}
          </div>
        ) : null}
      </Card>
    </Page>
  );
}
