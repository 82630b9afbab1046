import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey } from '@/app/keyboard/Keyboard';
import { ShownView, useCarried } from '@/app/view/shown';
import { Loading } from '@/ui/states/Loading';
import { Header } from './Header';
import css from './Shell.module.css';
import { verbs } from './verbs';

// A dialog brings Mantine's modal along; it comes when it is asked for.
const KeysDialog = lazy(() => import('@/app/keyboard/KeysDialog').then(({ KeysDialog }) => ({ default: KeysDialog })));

function GoKey({ verb }: { verb: (typeof verbs)[number] }) {
  const navigate = useNavigate();
  const carried = useCarried();
  useKey(verb.go, () => void navigate({ to: verb.to, search: carried(verb.to) as never }));
  return null;
}

/** What stands around every page. */
export function Shell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  useKey('help', () => setHelp(true));
  useKey('goSettings', () => void navigate({ to: '/settings' }));
  return (
    <ShownView>
      <a className={css.skip} href="#main">{t('shell.skip')}</a>
      <Header />
      <main id="main" tabIndex={-1} className={css.main}>
        <Suspense fallback={<div className={css.waiting}><Loading shape="card" /></div>}>
          <Outlet />
        </Suspense>
      </main>
      {verbs.map((verb) => <GoKey key={verb.key} verb={verb} />)}
      {help ? <Suspense><KeysDialog open onClose={() => setHelp(false)} /></Suspense> : null}
    </ShownView>
  );
}
