import { type ReactNode, useEffect, useRef } from 'react';
import css from './Tabs.module.css';

/** Views of one subject. Children are links; the current one carries aria-current by itself. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  const tabs = useRef<HTMLElement>(null);
  // Where they do not fit they scroll sideways; the one that is open is in sight.
  useEffect(() => {
    const all = tabs.current;
    if (all !== null && all.scrollWidth > all.clientWidth) all.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  });
  return <nav ref={tabs} className={css.tabs} aria-label={label}>{children}</nav>;
}
