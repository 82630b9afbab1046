import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { one, type Search, writeSearch } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { useFormat } from '@/app/i18n/useFormat';
import { useRows } from '@/app/keyboard/useRows';
import type { Catalogue } from '@/app/view/catalogue';
import { filterOf } from '@/app/view/filter';
import type { Naming } from '@/app/view/useNaming';
import { orderOf, orders, type useVoices, wholeRecords } from './useVoices';
import { VoiceRow } from './VoiceRow';
import { VoiceSearch } from './VoiceSearch';
import css from './VoiceList.module.css';

type VoiceListProps = { voices: ReturnType<typeof useVoices>; catalogue: Catalogue | undefined; naming: Naming; search: Search };

/** The verbatims, one under the other; j and k walk them, o opens one, more come as the end is reached. */
export function VoiceList({ voices, catalogue, naming, search }: VoiceListProps) {
  const { t } = useTranslation('voices');
  const { count } = useFormat();
  const [, change] = useSearchState();
  const list = useRows<HTMLOListElement>();
  const end = useRef<HTMLDivElement>(null);
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isPlaceholderData } = voices;
  useEffect(() => {
    const element = end.current;
    if (element === null || !hasNextPage || typeof IntersectionObserver === 'undefined') return undefined;
    const watch = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true && !isFetchingNextPage) void fetchNextPage();
    }, { rootMargin: '600px' });
    watch.observe(element);
    return () => watch.disconnect();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const items = voices.data?.pages.flatMap((page) => page.items) ?? [];
  const all = voices.data?.pages[0]?.with_filter_total ?? 0;
  const record = one(search, 'record');
  const csv = `/api/v1/signals.csv${writeSearch({ ...filterOf(search), ...(wholeRecords(search) ? {} : { text: '1' }) })}`;
  return (
    <section className={css.voices} aria-label={t('list')} aria-busy={isPlaceholderData}>
      <div className={css.bar}>
        <VoiceSearch />
        <p className={css.keys} aria-hidden>
          {(['j', 'k', 'o', '/'] as const).map((key) => <span key={key}><kbd>{key}</kbd> {t(`keys.${key === '/' ? 'search' : key}`)}</span>)}
        </p>
        <NativeSelect
          size="xs"
          aria-label={t('sort.label')}
          value={orderOf(search)}
          data={orders.map((order) => ({ value: order, label: t(`sort.${order}`) }))}
          onChange={(event) => change({ sort: event.currentTarget.value === 'newest' ? undefined : event.currentTarget.value })}
        />
        <Button component="a" size="xs" href={csv} download>{t('export')}</Button>
      </div>
      <ol ref={list} className={css.list}>
        {items.map((item) => <VoiceRow key={item.id} verbatim={item} catalogue={catalogue} naming={naming} current={item.id === record} />)}
      </ol>
      <div ref={end} className={css.end}>
        <span className="note">{t('shown', { shown: count(items.length), all: count(all) })}</span>
        {hasNextPage ? <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('more')}</Button> : null}
      </div>
    </section>
  );
}
