import type { ReactNode } from 'react';
import { Icon } from '@/ui/icons/Icon';
import css from './Crumbs.module.css';

/** The way from a score down to a voice; every step but the last is a link. */
export function Crumbs({ label, children }: { label: string; children: readonly ReactNode[] }) {
  return (
    <nav aria-label={label}>
      <ol className={css.crumbs}>
        {children.map((crumb, i) => (
          <li key={i} aria-current={i === children.length - 1 ? 'page' : undefined}>
            {i === 0 ? null : <Icon name="next" flip size={14} />}
            {crumb}
          </li>
        ))}
      </ol>
    </nav>
  );
}
