import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/session/session';
import { useCarried } from '@/app/view/shown';
import { AccountMenu } from './AccountMenu';
import { Brand } from './Brand';
import css from './Header.module.css';
import { LanguageSwitch } from './LanguageSwitch';
import { SearchBox } from './SearchBox';
import { ThemeSwitch } from './ThemeSwitch';
import { verbs } from './verbs';
import { Whose } from './Whose';

/** The lower edge is the line; the verbs are its stations. Who walks along it keeps source, days and filters; the brand starts afresh. */
export function Header() {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const carried = useCarried();
  const pathname = useLocation({ select: (at) => at.pathname });
  return (
    <header className={css.top}>
      <div className={css.inner}>
        <Brand />
        {session ? <Whose workspace={session.workspace} /> : null}
        <nav className={css.verbs} aria-label={t('shell.main')}>
          {session ? verbs.map(({ key, to, ...of }) => <Link key={key} to={to} search={carried(to) as never} activeOptions={{ includeSearch: false }} {...('also' in of && of.also.some((page) => pathname.startsWith(page)) ? { 'aria-current': 'true' as const } : {})}>{t(`verbs.${key}`)}</Link>) : null}
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
