import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui/icons/Icon';
import { Tag } from '@/ui/layout/Tag';
import css from './Partial.module.css';

/** Something is shown and something is missing: says both, waits for neither. */
export function Partial({ present, all, missing, children }: { present: number; all: number; missing: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('ui');
  return (
    <div>
      {children}
      <p className={css.partial}>
        <Tag><Icon name="clock" /> {t('state.partial', { present, all })}</Tag> <span>{missing}</span>
      </p>
    </div>
  );
}
