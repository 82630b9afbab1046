import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, client } from '@/api/client';
import { problemOf } from '@/api/problem';
import { sessionQuery } from '@/app/session/session';
import css from './SettingsPage.module.css';

const shortest = 10; // characters; the server holds the same rule

export function PasswordForm({ name }: { name: string }) {
  const { t } = useTranslation('settings');
  const queries = useQueryClient();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const save = useMutation({
    mutationFn: () => answer(client.PUT('/api/v1/session/password', { body: { password } })),
    onSuccess: () => {
      setPassword('');
      setAgain('');
      return queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  const tooShort = password !== '' && password.length < shortest;
  const differs = again !== '' && again !== password;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password.length >= shortest && again === password) save.mutate();
  };
  return (
    <form className={css.fields} onSubmit={submit}>
      <input className="sr" type="text" name="username" autoComplete="username" value={name} readOnly tabIndex={-1} aria-hidden />
      <PasswordInput label={t('passwordNew')} description={t('passwordRule', { count: shortest })} autoComplete="new-password" required value={password} error={tooShort ? t('passwordShort', { count: shortest - password.length }) : undefined} onChange={(event) => setPassword(event.currentTarget.value)} />
      <PasswordInput label={t('passwordAgain')} autoComplete="new-password" required value={again} error={differs ? t('passwordDiffers') : undefined} onChange={(event) => setAgain(event.currentTarget.value)} />
      <div className="row wrap">
        <Button type="submit" loading={save.isPending}>{t('passwordSave')}</Button>
        <span aria-live="polite" className="sm">
          {save.isSuccess ? t('passwordSaved') : save.error === null ? '' : (problemOf(save.error).detail ?? problemOf(save.error).title)}
        </span>
      </div>
    </form>
  );
}
