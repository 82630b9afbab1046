import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './RegisterPage.module.css';
import { type Element, useNamePurpose, useSayOrigin } from './useRegister';

const grounds = ['consent', 'contract', 'legal_obligation', 'vital_interest', 'public_task', 'legitimate_interest'] as const;
const own = ['improve_experience', 'resolve_cases', 'personalise', 'contact', 'research'] as const;

/** What can be done with the elements that are picked: name a purpose with its why, take it away, say the permission. */
export function PurposeBar({ chosen, purposes, onDone }: { chosen: readonly Element[]; purposes: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation('register');
  const [purpose, setPurpose] = useState<string>('improve_experience');
  const [why, setWhy] = useState('');
  const name = useNamePurpose();
  const say = useSayOrigin();
  const none = chosen.length === 0;
  const run = (on: boolean) => name.mutate({ elements: chosen, purpose, on, why }, { onSuccess: onDone });
  const words = (one: string) => {
    const known = own.find((shipped) => shipped === one);
    return known === undefined ? one : t(`purpose.${known}`);
  };
  return (
    <form
      className={css.bar}
      onSubmit={(event) => {
        event.preventDefault();
        if (!none) run(true);
      }}
    >
      <NativeSelect label={t('bar.purpose')} value={purpose} onChange={(event) => setPurpose(event.currentTarget.value)} data={purposes.map((one) => ({ value: one, label: words(one) }))} />
      <TextInput className={css.why} label={t('bar.why')} dir="auto" value={why} maxLength={1000} onChange={(event) => setWhy(event.currentTarget.value)} />
      <Button type="submit" variant="filled" disabled={none} loading={name.isPending}>{t('bar.name', { count: chosen.length })}</Button>
      <Button disabled={none || name.isPending} onClick={() => run(false)}>{t('bar.takeAway')}</Button>
      <NativeSelect
        label={t('bar.permission')}
        value=""
        disabled={none}
        onChange={(event) => say.mutate({ elements: chosen, permission: event.currentTarget.value })}
        data={[{ value: '', label: t('bar.choose') }, ...grounds.map((value) => ({ value, label: t(`ground.${value}`) }))]}
      />
      <p className="note" role="status">{none ? t('bar.pickFirst') : t('bar.picked', { count: chosen.length })}</p>
      {name.error === null ? null : <ProblemState error={name.error} />}
    </form>
  );
}
