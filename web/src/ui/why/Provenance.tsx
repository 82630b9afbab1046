import { Button, Popover } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui/icons/Icon';
import { Tag } from '@/ui/layout/Tag';
import css from './Provenance.module.css';

export type Candidate = { value: string; source: ReactNode; since?: ReactNode; standing: 'kept' | 'agrees' | 'older' | 'disagrees' };

type ProvenanceProps = { value: string; candidates: readonly Candidate[]; rule: ReactNode; action?: ReactNode; correct?: string; onCorrect?: () => void };

/** A value that opens to show its candidates, which one won, and by what rule; it ends in the way to correct it. */
export function Provenance({ value, candidates, rule, action, correct, onCorrect }: ProvenanceProps) {
  const { t } = useTranslation('ui');
  const [open, setOpen] = useState(false);
  const leave = () => {
    setOpen(false);
    onCorrect?.();
  };
  return (
    <Popover width="min(440px, calc(100vw - 32px))" position="bottom-start" withArrow arrowSize={12} opened={open} onChange={setOpen}>
      <Popover.Target>
        <button type="button" className={css.value} onClick={() => setOpen(!open)}><bdi>{value}</bdi></button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('provenance.title', { value })}>
        <h3 className="h3">{t('provenance.title', { value })}</h3>
        <ol className={css.candidates}>
          {candidates.map((candidate, i) => (
            <li key={i} data-standing={candidate.standing}>
              <b><bdi>{candidate.value}</bdi></b>
              <span>{candidate.source}{candidate.since === undefined ? null : <> <span className="muted">{candidate.since}</span></>}</span>
              <Tag tone={candidate.standing === 'kept' ? 'accent' : 'plain'}>
                {candidate.standing === 'kept' ? <Icon name="check" /> : null} {t(`provenance.${candidate.standing}`)}
              </Tag>
            </li>
          ))}
        </ol>
        <p className="note">{rule} {action}</p>
        {correct === undefined ? null : <p><Button size="xs" onClick={leave}>{correct}</Button></p>}
      </Popover.Dropdown>
    </Popover>
  );
}
