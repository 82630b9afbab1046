import type { ReactNode } from 'react';
import { useKeyScroll } from './useKeyScroll';

/** A part of a card that scrolls by itself; keys reach it while it does. */
export function ScrollBox({ className, label, dir, children }: { className?: string; label: string; dir?: 'ltr'; children: ReactNode }) {
  const box = useKeyScroll<HTMLDivElement>();
  return <div ref={box} role="group" aria-label={label} className={className} dir={dir}>{children}</div>;
}
