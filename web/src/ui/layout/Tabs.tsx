import type { ReactNode } from 'react';
import css from './Tabs.module.css';

/** Views of one subject. Children are links; the current one carries aria-current by itself. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  return <nav className={css.tabs} aria-label={label}>{children}</nav>;
}
