import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { State } from './State';

/** Below the floor there is no number, no bar, no arrow: it says how many are missing. */
export function NotEnough({ have, need, actions, children }: { have: number; need: number; actions?: ReactNode; children?: ReactNode }) {
  const { t } = useTranslation('ui');
  return (
    <State picture="notEnough" have={have} need={need} title={t('estimate.notEnough', { have, need })} actions={actions}>
      {children ?? t('state.notEnoughWhy', { count: need })}
    </State>
  );
}
