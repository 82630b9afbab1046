import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { useKey } from '@/app/keyboard/Keyboard';
import { Icon } from '@/ui/icons/Icon';
import css from './VoiceSearch.module.css';

/** Words to look for within this view: unlike the search of the page's head, it keeps the filters. */
export function VoiceSearch() {
  const { t } = useTranslation('voices');
  const [search, change] = useSearchState();
  const box = useRef<HTMLInputElement>(null);
  const words = one(search, 'q') ?? '';
  useKey('search', () => {
    box.current?.focus();
    box.current?.select();
  });
  return (
    <search className={css.search}>
      <Icon name="search" />
      <input
        key={words}
        ref={box}
        type="search"
        dir="auto"
        defaultValue={words}
        placeholder={t('search')}
        aria-label={t('searchLong')}
        aria-keyshortcuts="/"
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
          if (event.key !== 'Enter') return;
          const q = event.currentTarget.value.trim();
          change({ q: q === '' ? undefined : q, record: undefined });
        }}
      />
    </search>
  );
}
