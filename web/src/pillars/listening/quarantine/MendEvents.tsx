import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { DryRun } from '@/ui/flow/DryRun';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Segmented } from '@/ui/layout/Segmented';
import { ProblemState } from '@/ui/states/ProblemState';
import type { QuarantineGroup } from '../queries';
import { useReasonWords } from '../reasons';
import { type Draft, PatchForm } from './PatchForm';
import { patchOf, readPatch } from './patch';
import css from './Quarantine.module.css';
import { type Choice, useDrop, useReplayEvents, useUndo } from './useQuarantine';

type MendEventsProps = { group: QuarantineGroup; count: number; event: string | undefined };

/** Patch, dry run, replay, undo: what would happen stands in pencil first, and again in ink with the same numbers. */
export function MendEvents({ group, count: held, event }: MendEventsProps) {
  const { t } = useTranslation('collect');
  const { count } = useFormat();
  const words = useReasonWords();
  const [draft, setDraft] = useState<Draft>({ how: 'form', changes: [{ id: 1, do: 'set', path: group.column ?? '', value: '' }], text: '[]', mapping: null });
  const [scope, setScope] = useState<'all' | 'one'>('all');
  const [dry, real, drop, undo] = [useReplayEvents(), useReplayEvents(), useDrop(), useUndo()];
  const alone = scope === 'one' && event !== undefined;
  const choice: Choice = alone ? { ids: [event] } : { source: String(group.source.id), reason: group.code };
  const mapping = draft.how === 'mapping' ? (draft.mapping ?? undefined) : undefined;
  const patch = draft.how === 'mapping' ? (mapping === undefined ? null : []) : draft.how === 'json' ? readPatch(draft.text) : patchOf(draft.changes);
  const again = () => [dry, real, drop, undo].forEach((one) => one.reset());
  const edit = (next: Draft) => {
    again();
    setDraft(next);
  };
  const submit = (form: FormEvent) => {
    form.preventDefault();
    again();
    if (patch !== null) dry.mutate({ choice, patch, mapping, dryRun: true });
  };
  const problem = dry.error ?? real.error ?? drop.error ?? undo.error;
  const done = real.data;
  const tried = done ?? dry.data;
  const passing = tried?.passed ?? tried?.wouldPass ?? 0;
  const id = done?.replayId ?? drop.data?.replayId;
  return (
    <Card title={t('mend.title')} lead={t('mend.lead')}>
      <form className="stack" onSubmit={submit}>
        <PatchForm draft={draft} onChange={edit} />
        <div className="row wrap">
          <Segmented
            label={t('mend.scope')}
            value={alone ? 'one' : 'all'}
            onChange={(next) => {
              again();
              setScope(next);
            }}
            options={[{ value: 'all', label: t('mend.all', { n: held }) }, ...(event === undefined ? [] : [{ value: 'one' as const, label: t('mend.one') }])]}
          />
        </div>
        <div className="row wrap">
          <Button type="submit" variant={tried === undefined ? 'filled' : 'default'} disabled={patch === null} loading={dry.isPending} leftSection={<Icon name="play" flip />}>{t('mend.try')}</Button>
          <Button loading={drop.isPending} onClick={() => { again(); drop.mutate(choice); }}>{t('mend.drop')}</Button>
          <span className="note">{t('mend.dropWhy')}</span>
        </div>
      </form>
      <div aria-live="polite" className={css.outcome}>
        {problem === null ? null : <ProblemState error={problem} level="h3" />}
        {undo.data !== undefined ? <p><Icon name="undo" flip /> {t('mend.undone', { n: undo.data.waiting })}</p> : null}
        {undo.data === undefined && drop.data !== undefined ? <p className="row wrap"><Icon name="check" /> {t('mend.dropped', { n: drop.data.dropped })} <Button size="xs" loading={undo.isPending} onClick={() => undo.mutate(drop.data.replayId)}>{t('mend.undo')}</Button></p> : null}
        {tried === undefined || undo.data !== undefined || problem !== null ? null : (
          <DryRun
            done={done !== undefined}
            title={done === undefined ? t('mend.dry', { pass: passing, of: tried.selected }) : t('mend.done', { pass: passing, of: tried.selected })}
            outcomes={[
              { value: count(passing), label: done === undefined ? t('mend.wouldPass') : t('mend.passed') },
              ...((tried.duplicate ?? 0) > 0 ? [{ value: count(tried.duplicate ?? 0), label: t('mend.duplicate') }] : []),
              ...Object.entries(tried.problems).map(([code, n]) => ({ value: count(n), label: words.problem(code) })),
            ]}
            actions={
              done === undefined ? (
                <>
                  <Button onClick={again}>{t('mend.leave')}</Button>
                  <Button variant="filled" disabled={passing === 0 || patch === null} loading={real.isPending} rightSection={<Icon name="next" flip />} onClick={() => (patch === null ? undefined : real.mutate({ choice, patch, mapping, dryRun: false }))}>{t('mend.do', { n: passing })}</Button>
                </>
              ) : (
                <Button loading={undo.isPending} leftSection={<Icon name="undo" flip />} onClick={() => (id == null ? undefined : undo.mutate(id))}>{t('mend.undo')}</Button>
              )
            }
          />
        )}
      </div>
    </Card>
  );
}
