import type { ReactNode } from 'react';
import css from './Card.module.css';
import { useKeyScroll } from './useKeyScroll';

export type Span = 3 | 4 | 5 | 6 | 7 | 8 | 9 | 12;

type CardProps = {
  title?: ReactNode;
  lead?: ReactNode;
  /** What stands at the end of the head: a link, a switch, kind labels. */
  action?: ReactNode;
  span?: Span;
  /** Shares the height of its row. */
  fill?: boolean;
  /** Content meets the edge, for tables. */
  flush?: boolean;
  as?: 'section' | 'aside' | 'article' | 'div';
  id?: string;
  label?: string;
  className?: string;
  children?: ReactNode;
};

export function Card({ title, lead, action, span = 12, fill = false, flush = false, as: Tag = 'section', id, label, className, children }: CardProps) {
  const card = useKeyScroll<HTMLDivElement>();
  const head = title !== undefined || action !== undefined || lead !== undefined;
  return (
    <Tag ref={card} id={id} aria-label={label} className={className === undefined ? css.card : `${css.card} ${className}`} data-span={span} data-fill={fill || undefined} data-flush={flush || undefined}>
      {head ? (
        <header>
          <div>
            {title === undefined ? null : <h2>{title}</h2>}
            {lead === undefined ? null : <p>{lead}</p>}
          </div>
          {action}
        </header>
      ) : null}
      {children}
    </Tag>
  );
}
