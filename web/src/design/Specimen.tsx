import type { ReactNode } from 'react';
import css from './Specimen.module.css';

/** One state of one part, with its name. */
export function Specimen({ name, wide = false, children }: { name?: ReactNode; wide?: boolean; children: ReactNode }) {
  return (
    <div className={css.specimen} data-wide={wide || undefined}>
      {name === undefined ? null : <p className={css.name}>{name}</p>}
      {children}
    </div>
  );
}

export function Specimens({ children }: { children: ReactNode }) {
  return <div className={css.grid}>{children}</div>;
}
