import { useState } from 'react';
import { useFormat } from '@/app/i18n/useFormat';

/** How long ago, as of when the page was drawn (what came since came just now); the moment itself on hover. */
export function Ago({ at }: { at: string }) {
  const { relative, date } = useFormat();
  const [now] = useState(() => new Date());
  return <time dateTime={at} title={date(at, 'dateTime')}>{relative(at, Math.max(now.getTime(), Date.parse(at)))}</time>;
}
