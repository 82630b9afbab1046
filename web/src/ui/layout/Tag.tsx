import type { ReactNode } from 'react';
import css from './Tag.module.css';

/** A short state beside a thing. The tone goes with its words, never alone. */
export function Tag({ tone = 'plain', children }: { tone?: 'plain' | 'worse' | 'better' | 'accent' | 'predicted' | 'line'; children: ReactNode }) {
  return <span className={css.tag} data-tone={tone}>{children}</span>;
}
