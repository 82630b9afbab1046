import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/session/session';
import { AccountMenu } from './AccountMenu';
import { Brand } from './Brand';
import css from './Header.module.css';
import { LanguageSwitch } from './LanguageSwitch';
import { SearchBox } from './SearchBox';
import { ThemeSwitch } from './ThemeSwitch';
import { verbs } from './verbs';

/** The lower edge is the line; the verbs are its stations. */
export function Header() {
  const { t } = useTranslation();
  const { data: session } = useSession();
  return (
    <header className={css.top}>
      <div className={css.inner}>
        <Brand />
        {session && (session.workspace.name !== '' || session.workspace.demo) ? (
          <span className={css.workspace}>
            {session.workspace.name === '' ? null : <bdi>{session.workspace.name}</bdi>}
            {session.workspace.demo ? <span className={css.demo}>{t('shell.demo')}</span> : null}
          </span>
        ) : null}
        <nav className={css.verbs} aria-label={t('shell.main')}>
          {session ? verbs.map(({ key, to }) => <Link key={key} to={to} activeOptions={{ includeSearch: false }}>{t(`verbs.${key}`)}</Link>) : null}
        </nav>
        <div className={css.tools}>
          {session ? <SearchBox /> : null}
          <LanguageSwitch />
          <ThemeSwitch />
          {session ? <AccountMenu session={session} /> : null}
        </div>
      </div>
    </header>
  );
}
