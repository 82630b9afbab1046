import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui/icons/Icon';
import { Tag } from '@/ui/layout/Tag';
import css from './DryRun.module.css';

type DryRunProps = {
  title: ReactNode;
  children?: ReactNode;
  /** What would become of the rows; the same numbers stand there again, in ink, after it is done. */
  outcomes: readonly { value: string; label: ReactNode }[];
  actions?: ReactNode;
  /** Done: no longer pencil. */
  done?: boolean;
};

/** What would happen, in pencil: nothing is written yet. */
export function DryRun({ title, children, outcomes, actions, done = false }: DryRunProps) {
  const { t } = useTranslation('ui');
  return (
    <div className={css.frame} data-done={done || undefined}>
      <div>
        <p className="row wrap"><Icon name={done ? 'check' : 'play'} flip={!done} /><b>{title}</b>{done ? null : <Tag tone="line">{t('dryRun.nothingYet')}</Tag>}</p>
        {children === undefined ? null : <div className="sm soft">{children}</div>}
      </div>
      <ul>{outcomes.map(({ value, label }, i) => <li key={i}><b className="num">{value}</b> {label}</li>)}</ul>
      {actions === undefined ? null : <div className="row wrap">{actions}</div>}
    </div>
  );
}
