import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSearchState } from '@/app/address/useSearchState';
import type { Session } from '@/app/session/session';
import { useCatalogue } from '@/app/view/catalogue';
import { whoseData } from '@/app/view/place';
import css from './Header.module.css';

/** Whose data stand below. The demo company gives its name only to its own; beside the reader's own it is marked, never named. */
export function Whose({ workspace: { name, demo } }: { workspace: Session['workspace'] }) {
  const { t } = useTranslation();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const [search] = useSearchState();
  const { data: catalogue } = useCatalogue(demo);
  if (!demo) return name === '' ? null : <span className={css.workspace}><bdi>{name}</bdi></span>;
  if (catalogue === undefined) return null;
  const whose = whoseData(path, search, catalogue);
  if (whose === 'own') return null;
  return (
    <span className={css.workspace}>
      {whose === 'demo' && name !== '' ? <bdi>{name}</bdi> : null}
      <span className={css.demo}>{whose === 'demo' ? t('shell.demo') : t('shell.demoToo')}</span>
    </span>
  );
}
