import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { edit, type Search } from './search';

/** The address as state: read it, change some names of it in place, keep the rest. */
export function useSearchState(): [Search, (changes: Record<string, string | string[] | undefined>, how?: { replace?: boolean }) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = useCallback(
    (changes: Record<string, string | string[] | undefined>, how?: { replace?: boolean }) => {
      void navigate({ to: '.', search: ((before: Search) => edit(before, changes)) as never, replace: how?.replace ?? false, resetScroll: false });
    },
    [navigate],
  );
  return [search, change];
}
