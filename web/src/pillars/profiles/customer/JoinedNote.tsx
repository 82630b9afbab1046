import { Button } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui/icons/Icon';
import { ProblemState } from '@/ui/states/ProblemState';
import type { Undone } from '../shapes';
import { useUnmerge } from '../useCustomers';
import css from './Cards.module.css';
import type { Joined } from './JoinForm';

/** What was just joined by hand, and the way to take it apart again; the focus comes here, because the dialog is gone. */
export function JoinedNote({ joined, here, onUndone }: { joined: Joined; here: string; onUndone: (undone: Undone) => void }) {
  const { t } = useTranslation('customers');
  const undo = useUnmerge(here);
  const note = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => note.current?.focus(), []);
  const { fact } = joined;
  return (
    <div ref={note} tabIndex={-1} role="status" className={css.note}>
      <p><Icon name="check" /> {t('together.done', { id: `\u2066${joined.profiles[0] ?? here}\u2069` })}</p>
      {fact === null ? null : <Button size="xs" leftSection={<Icon name="undo" flip />} loading={undo.isPending} onClick={() => undo.mutate({ fact, why: t('together.undoWhy') }, { onSuccess: onUndone })}>{t('undo.do')}</Button>}
      {undo.error === null ? null : <ProblemState error={undo.error} level="h3" />}
    </div>
  );
}
