import { type ReactNode, useEffect } from 'react';
import css from './Page.module.css';

type PageProps = {
  /** Name of the page in the browser's tab. */
  title: string;
  /** The address row, when the view has a state. */
  address?: ReactNode;
  children: ReactNode;
};

/** Twelve columns, at most 1440 wide; children are <Card span>, <Head> or anything that says its own grid-column. */
export function Page({ title, address, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Throughline`;
  }, [title]);
  return (
    <>
      {address}
      <div className={css.page}>{children}</div>
    </>
  );
}

type HeadProps = { title: ReactNode; lead?: ReactNode; crumbs?: ReactNode; aside?: ReactNode };

export function Head({ title, lead, crumbs, aside }: HeadProps) {
  return (
    <div className={css.head}>
      <div>
        {crumbs}
        <h1>{title}</h1>
        {lead === undefined ? null : <p>{lead}</p>}
      </div>
      {aside}
    </div>
  );
}
