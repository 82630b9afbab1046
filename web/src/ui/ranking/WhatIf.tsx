import { Slider } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { KindLabel } from '@/ui/estimate/KindLabel';
import css from './WhatIf.module.css';

type WhatIfProps = {
  title: ReactNode;
  /** How many are touched now, and where the line is drawn. */
  now: ReactNode;
  /** Part of those touched that would be helped, 0 to 1. */
  part: number;
  onPart: (part: number) => void;
  /** What would follow: pencil estimates and dots, worked out by the server. */
  children: ReactNode;
  refute?: ReactNode;
  actions?: ReactNode;
};

/** If fewer met this: a slider, what would follow, and what would refute it. Always marked Predicted, always an association. */
export function WhatIf({ title, now, part, onPart, children, refute, actions }: WhatIfProps) {
  const { t } = useTranslation('ui');
  const { percent } = useFormat();
  const id = useId();
  return (
    <div className={css.whatIf}>
      <div className="row between">
        <h2 className="h2">{t('whatIf.title')}</h2>
        <KindLabel kind="predicted" />
      </div>
      <div>
        <p id={id} className="h3 b">{title}</p>
        <p className="note">{now}</p>
      </div>
      <div>
        <Slider
          mt="lg"
          value={Math.round(part * 100)}
          onChange={(value) => onPart(value / 100)}
          min={0}
          max={100}
          step={5}
          label={(value) => percent(value / 100)}
          thumbProps={{ 'aria-labelledby': id, 'aria-valuetext': t('whatIf.part', { part: percent(part) }) }}
        />
        <div className={css.ends}><span>{t('whatIf.asNow')}</span><span>{t('whatIf.allHelped')}</span></div>
      </div>
      {children}
      {refute === undefined ? null : <div className={css.refute}><b>{t('whatIf.refute')}</b> {refute}</div>}
      <p className="note">{t('whatIf.ifCause')}</p>
      {actions === undefined ? null : <div className="row wrap">{actions}</div>}
    </div>
  );
}
