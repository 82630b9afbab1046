import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { edit, type Search } from '@/app/address/search';
import type { Naming } from '@/app/view/useNaming';

/** A group as a link that filters the page to it. */
export function GroupLink({ by, value, naming, children }: { by: string; value: string; naming: Naming; children?: ReactNode }) {
  return (
    <Link to="/pulse" search={((before: Search) => edit(before, { [by]: value, by: undefined })) as never}>
      <bdi>{children ?? naming.value(by, value)}</bdi>
    </Link>
  );
}
