import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui/icons/Icon';
import { Tag } from '@/ui/layout/Tag';
import css from './Refusal.module.css';

type RefusalProps = {
  /** What is refused: "No ranking". */
  kind?: ReactNode;
  title: ReactNode;
  /** The reason, and the joint value if there is one. */
  children: ReactNode;
  /** How many answers or days would settle it. */
  settle?: ReactNode;
  actions?: ReactNode;
  className?: string;
};

/** A refusal is a result: ruled paper, dashed edge, never red. */
export function Refusal({ kind, title, children, settle, actions, className }: RefusalProps) {
  const { t } = useTranslation('ui');
  return (
    <section className={className === undefined ? css.refusal : `${css.refusal} ${className}`}>
      <p><Tag tone="line"><Icon name="x" /> {kind ?? t('refusal.noRanking')}</Tag></p>
      <h2 className="h2">{title}</h2>
      <div className={css.words}>{children}</div>
      {settle === undefined ? null : <p><b>{t('refusal.settle')}</b> {settle}</p>}
      {actions === undefined ? null : <div className={`row wrap ${css.actions}`}>{actions}</div>}
    </section>
  );
}
