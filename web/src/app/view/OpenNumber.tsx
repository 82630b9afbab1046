import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { edit, type Search } from '@/app/address/search';
import css from './OpenNumber.module.css';

type OpenNumberProps = {
  /** The question that the number sums up. */
  question: number;
  /** One more filter, of a group: a.9 and Eastmere. */
  group?: { by: string; value: string };
  /** Spoken after the number: what it is of, and that it opens. */
  label: string;
  size?: 'big' | 'mid' | 'text';
  children: ReactNode;
};

/** A number that opens what stands behind it. The open drawer is part of the address. */
export function OpenNumber({ question, group, label, size = 'text', children }: OpenNumberProps) {
  const within = group === undefined ? undefined : `${group.by}=${group.value}`;
  return (
    <Link to="." search={((before: Search) => edit(before, { behind: String(question), within })) as never} resetScroll={false} className={css.open} data-size={size}>
      <span className={size === 'text' ? undefined : 'num'}>{children}</span> <span className="sr">{label}</span>
    </Link>
  );
}
