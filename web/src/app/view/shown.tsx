import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useLocation } from '@tanstack/react-router';
import { useSearchState } from '@/app/address/useSearchState';
import { edit, type Search } from '@/app/address/search';
import { carried } from './place';

/** A view as it stands before the reader: the address, with what the server chose where the address says nothing. */
type Shown = { path: string; place: Record<string, string | undefined> };

const Here = createContext<{ shown: Shown | null; show: (shown: Shown | null) => void }>({ shown: null, show: () => undefined });

export function ShownView({ children }: { children: ReactNode }) {
  const [shown, show] = useState<Shown | null>(null);
  const value = useMemo(() => ({ shown, show }), [shown]);
  return <Here value={value}>{children}</Here>;
}

/** Tells the head which score and days a view shows, its own choice included. */
export function useShow(path: string, place: Record<string, string | undefined>) {
  const { show } = useContext(Here);
  const key = JSON.stringify(place);
  useEffect(() => {
    show({ path, place: JSON.parse(key) as Record<string, string> });
    return () => show(null);
  }, [show, path, key]);
}

/** What another view is given of this one: source, days and filters as they are shown, and the score they are about. */
export function useCarried(): (to: string) => Search {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const [search] = useSearchState();
  const { shown } = useContext(Here);
  return (to) => carried(shown?.path === path && to !== '/sources' ? edit(search, shown.place) : search, path, to);
}
