import { type RefObject, useRef } from 'react';
import { useKey } from './Keyboard';

/**
 * j and k walk the rows of a list, o opens the one in focus. A row is any element inside with data-row;
 * it must be focusable (tabIndex 0 or a link), and Enter on it must do what o does.
 */
export function useRows<T extends HTMLElement>(open?: (row: HTMLElement) => void): RefObject<T | null> {
  const list = useRef<T>(null);
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const current = () => rows().findIndex((row) => row.contains(document.activeElement));
  const go = (step: 1 | -1) => {
    const all = rows();
    const at = current();
    const next = all[at === -1 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  useKey('next', () => go(1));
  useKey('previous', () => go(-1));
  useKey('open', () => {
    const row = rows()[current()];
    if (row === undefined) return;
    if (open === undefined) row.click();
    else open(row);
  });
  return list;
}
