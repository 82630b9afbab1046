import { Menu } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Session, useSignOut } from '@/app/session/session';
import css from './Header.module.css';

const initials = (name: string): string => name.split(/\s+/).slice(0, 2).map((part) => [...part][0] ?? '').join('').toUpperCase();

export function AccountMenu({ session }: { session: Session }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <button type="button" className={css.me} title={t('shell.signedInAs', { name: session.name })}>
          {initials(session.name)} <span className="sr">{t('shell.account', { name: session.name })}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('shell.signedInAs', { name: session.name })}</Menu.Label>
        <Menu.Item component={Link} to="/settings">{t('shell.settings')}</Menu.Item>
        <Menu.Item component={Link} to="/design">{t('shell.design')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => signOut.mutate(undefined, { onSettled: () => void navigate({ to: '/sign-in' }) })}>{t('shell.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
