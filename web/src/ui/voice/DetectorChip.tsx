import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './DetectorChip.module.css';

export type Presence = 'present' | 'absent' | 'not_assessed';

const shapes = {
  present: <circle cx="5" cy="5" r="4.5" fill="currentColor" />,
  absent: <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" strokeWidth={1.4} />,
  not_assessed: <path d="M1 5h8" stroke="currentColor" strokeWidth={1.6} strokeDasharray="2 1.5" />,
};

/** Present, absent, or not assessed and why: never a degree. */
export function DetectorChip({ state, name, reason, letter, experimental = false }: { state: Presence; name: ReactNode; reason?: ReactNode; letter?: string; experimental?: boolean }) {
  const { t } = useTranslation('ui');
  return (
    <span className={css.chip} data-state={state}>
      <svg viewBox="0 0 10 10" aria-hidden>{shapes[state]}</svg>
      {name} <span>{t(`detector.${state}`)}{reason === undefined ? null : <>: {reason}</>}{experimental ? <>{t('comma')}{t('detector.experimental')}</> : null}</span>
      {letter === undefined ? null : <span className={css.letter}>{letter}</span>}
    </span>
  );
}
