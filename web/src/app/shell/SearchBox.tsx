import { useLocation, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey } from '@/app/keyboard/Keyboard';
import { one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { Icon } from '@/ui/icons/Icon';
import css from './Header.module.css';

/** Searches what customers said, in any language; the words become part of the address of Voices. */
export function SearchBox() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchState();
  const box = useRef<HTMLInputElement>(null);
  useKey('search', () => {
    box.current?.focus();
    box.current?.select();
  });
  // Customers are searched by a box of their own.
  const ofCustomers = useLocation({ select: ({ pathname }) => pathname.startsWith('/customers') });
  const words = ofCustomers ? '' : (one(search, 'q') ?? '');
  return (
    <search className={css.find}>
      <Icon name="search" />
      <input
        key={words}
        ref={box}
        type="search"
        defaultValue={words}
        placeholder={t('shell.search')}
        aria-label={t('shell.searchLong')}
        aria-keyshortcuts="/"
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
          if (event.key !== 'Enter') return;
          const q = event.currentTarget.value.trim();
          void navigate({ to: '/voices', search: (q === '' ? {} : { q }) as never });
        }}
      />
      <kbd aria-hidden>/</kbd>
    </search>
  );
}
