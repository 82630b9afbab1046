import { Button, Checkbox, Modal, NumberInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemState } from '@/ui/states/ProblemState';
import type { Policy } from '../shapes';
import css from './IdentityPage.module.css';
import { usePolicies } from './useIdentity';
import { useNamespaceWords } from './useNamespaceWords';

const lines = (text: string): string[] => [...new Set(text.split('\n').map((line) => line.trim()).filter((line) => line !== ''))];

/** One kind of identifier: what of it says nothing, how many one customer may have, and whether one alone may join. */
export function PolicyDialog({ policy, all, onClose }: { policy: Policy; all: readonly Policy[]; onClose: () => void }) {
  const { t } = useTranslation('identity');
  const named = useNamespaceWords();
  const save = usePolicies();
  const [draft, setDraft] = useState(policy);
  const [blocked, setBlocked] = useState(policy.blocked.join('\n'));
  const [patterns, setPatterns] = useState(policy.blocked_patterns.join('\n'));
  const set = (change: Partial<Policy>) => setDraft({ ...draft, ...change });
  const whole = (value: number | string): number | null => (value === '' ? null : Number(value));
  return (
    <Modal opened onClose={onClose} title={t('policies.editOf', { kind: named(policy.namespace) })} closeButtonProps={{ 'aria-label': t('close') }} size="lg">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const next = { ...draft, window_days: draft.limit === null ? null : draft.window_days, blocked: lines(blocked), blocked_patterns: lines(patterns) };
          save.mutate(all.map((one) => (one.namespace === policy.namespace ? next : one)), { onSuccess: onClose });
        }}
      >
        <Checkbox checked={draft.exclusive} onChange={(event) => set({ exclusive: event.currentTarget.checked })} label={t('policies.alone')} description={t('policies.aloneWhy')} data-autofocus />
        <div className={css.fields}>
          <NumberInput label={t('policies.limitLabel')} description={t('policies.empty')} min={1} max={1000} allowDecimal={false} value={draft.limit ?? ''} onChange={(value) => set({ limit: whole(value) })} />
          <NumberInput label={t('policies.windowLabel')} description={t('policies.empty')} min={1} max={3650} allowDecimal={false} disabled={draft.limit === null} value={draft.window_days ?? ''} onChange={(value) => set({ window_days: whole(value) })} />
          <NumberInput label={t('policies.shared')} description={t('policies.sharedWhy')} min={1} max={1000} allowDecimal={false} required value={draft.shared_beyond} onChange={(value) => set({ shared_beyond: whole(value) ?? 1 })} />
          <NumberInput label={t('policies.priority')} description={t('policies.priorityWhy')} min={1} max={100} allowDecimal={false} required value={draft.priority} onChange={(value) => set({ priority: whole(value) ?? 50 })} />
        </div>
        <Checkbox checked={draft.per_source} disabled={draft.limit === null} onChange={(event) => set({ per_source: event.currentTarget.checked })} label={t('policies.perSourceLabel')} />
        <Textarea label={t('policies.blocked')} description={t('policies.blockedWhy')} dir="ltr" rows={3} styles={{ input: { resize: 'vertical' } }} value={blocked} onChange={(event) => setBlocked(event.currentTarget.value)} />
        <Textarea label={t('policies.patterns')} description={t('policies.patternsWhy')} dir="ltr" rows={3} styles={{ input: { resize: 'vertical' } }} value={patterns} onChange={(event) => setPatterns(event.currentTarget.value)} />
        {save.error === null ? null : <ProblemState error={save.error} level="h3" />}
        <p className="note">{t('policies.effect')}</p>
        <div className="row wrap">
          <Button type="submit" variant="filled" loading={save.isPending}>{t('policies.save')}</Button>
          <Button onClick={onClose}>{t('close')}</Button>
        </div>
      </form>
    </Modal>
  );
}
