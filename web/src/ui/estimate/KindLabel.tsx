import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Kind } from './figure';
import css from './KindLabel.module.css';

/** Ink or pencil: what was said and done, or what we worked out. The swatch differs in texture, so that it survives greyscale. */
export function KindLabel({ kind, children }: { kind: Kind; children?: ReactNode }) {
  const { t } = useTranslation('ui');
  return <span className={css.kind} data-kind={kind}>{children ?? t(`estimate.${kind}`)}</span>;
}
