import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { State } from '@/ui/states/State';

/** Too few texts for a share: how many there are, how many it takes, and what would give more. */
export function TooFew({ have, need, level, children }: { have: number; need: number; level: 'h2' | 'h3'; children: ReactNode }) {
  const { t } = useTranslation('themes');
  return <State picture="notEnough" level={level} have={have} need={need} title={t('empty.few', { have, need })}>{children}</State>;
}
