import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui/icons/Icon';
import { ProblemState } from '@/ui/states/ProblemState';
import type { Undone } from '../shapes';
import { useMerge } from '../useCustomers';
import css from './Cards.module.css';

/** What was just taken apart, and the way to put it back; the focus comes here, because the button that was pressed is gone. */
export function UndoneNote({ undone, here, onBack }: { undone: Undone; here: string; onBack: () => void }) {
  const { t } = useTranslation('customers');
  const merge = useMerge();
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => note.current?.focus(), []);
  const others = undone.profiles.filter((id) => id !== here);
  return (
    <div ref={note} tabIndex={-1} role="status" className={css.note}>
      <p>
        <Icon name="undo" flip /> {t('undone.said')}{' '}
        {others.map((id) => <Link key={id} to="/customers/$key" params={{ key: id }}><bdi className="ltr">{id}</bdi></Link>)}
      </p>
      <Button size="xs" loading={merge.isPending} onClick={() => merge.mutate({ profiles: undone.profiles, why: t('undone.why') }, { onSuccess: onBack })}>{t('undone.back')}</Button>
      {merge.error === null ? null : <ProblemState error={merge.error} level="h3" />}
    </div>
  );
}
