import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui/icons/Icon';
import { ProblemState } from '@/ui/states/ProblemState';
import type { Undone } from '../shapes';
import { useUnmerge } from '../useCustomers';
import css from './Cards.module.css';

/** What was just taken apart, and the way to put it back; the focus comes here, because the button that was pressed is gone. */
export function UndoneNote({ undone, here, onBack }: { undone: Undone; here: string; onBack: () => void }) {
  const { t } = useTranslation('customers');
  const putBack = useUnmerge(here);
  const note = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => note.current?.focus(), []);
  const others = undone.profiles.filter((id) => id !== here);
  return (
    <div ref={note} tabIndex={-1} role="status" className={css.note}>
      <p>
        <Icon name="undo" flip /> {t('undone.said')}{' '}
        {others.map((id) => <Link key={id} to="/customers/$key" params={{ key: id }}><bdi className="ltr">{id}</bdi></Link>)}
      </p>
      {undone.fact === null ? null : <Button size="xs" loading={putBack.isPending} onClick={() => putBack.mutate({ fact: undone.fact ?? 0, why: t('undone.why') }, { onSuccess: onBack })}>{t('undone.back')}</Button>}
      {putBack.error === null ? null : <ProblemState error={putBack.error} level="h3" />}
    </div>
  );
}
