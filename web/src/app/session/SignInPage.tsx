import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { problemOf } from '@/api/problem';
import { useSearchState } from '@/app/address/useSearchState';
import { one } from '@/app/address/search';
import { LineMark } from '@/app/shell/Brand';
import { Loading } from '@/ui/states/Loading';
import { useSignIn } from './session';
import css from './SignInPage.module.css';

/** The code of a one-time link stands behind the #, so that it never reaches a server's or a proxy's log. */
const codeIn = (hash: string): string | null => new URLSearchParams(hash).get('code');
const isOwnPath = (path: string | undefined): path is string => path !== undefined && path.startsWith('/') && !path.startsWith('//');

export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchState();
  const signIn = useSignIn();
  // A new link may be pasted into the page that is open: then only the part behind the # changes.
  const code = useLocation({ select: ({ hash }) => codeIn(hash) });
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const tried = useRef<string | null>(null);
  const next = one(search, 'next');
  const onSuccess = () => void navigate({ href: isOwnPath(next) ? next : '/', replace: true });

  useEffect(() => {
    document.title = `${t('signIn.title')} · Throughline`;
    if (code === null || tried.current === code) return;
    tried.current = code; // a one-time code is spent by its first use
    void navigate({ to: '.', hash: '', search: true, replace: true });
    signIn.mutate({ code }, { onSuccess });
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ name, password }, { onSuccess });
  };
  const problem = signIn.error === null ? null : problemOf(signIn.error);
  const byLink = signIn.variables !== undefined && 'code' in signIn.variables;

  return (
    <div className={css.page}>
      <div className={css.card}>
        <LineMark />
        <h1>{t('signIn.title')}</h1>
        {signIn.isPending && byLink ? <Loading counting={t('signIn.checking')} /> : null}
        {problem === null ? null : (
          <p role="alert" className={css.problem}>
            {problem.status === 0 ? t('signIn.unreachable') : byLink ? t('signIn.spent') : problem.status === 401 ? t('signIn.wrong') : (problem.detail ?? problem.title)}
          </p>
        )}
        <form onSubmit={submit}>
          <TextInput label={t('signIn.name')} name="username" autoComplete="username" required value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <PasswordInput label={t('signIn.password')} name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
          <Button type="submit" variant="filled" loading={signIn.isPending}>{t('signIn.go')}</Button>
        </form>
        <p className="note">
          <Trans i18nKey="signIn.hint" components={{ code: <code className={`${css.command} ltr`} /> }} />
        </p>
      </div>
    </div>
  );
}
