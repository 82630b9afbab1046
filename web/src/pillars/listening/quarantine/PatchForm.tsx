import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/ui/actions/IconButton';
import { Icon } from '@/ui/icons/Icon';
import { Segmented } from '@/ui/layout/Segmented';
import { ProblemState } from '@/ui/states/ProblemState';
import { type Change, patchOf, readPatch, written } from './patch';
import css from './Quarantine.module.css';
import { mappingsQuery } from './useQuarantine';

export type Draft = { how: 'form' | 'json' | 'mapping'; changes: Change[]; text: string; mapping: string | null };

/** What to change on each event: a few lines of set and remove, or the patch itself for those who want all of it; or by which mapping to read it. */
export function PatchForm({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const { t } = useTranslation('collect');
  const { how, changes, text } = draft;
  const set = (id: number, change: Partial<Change>) => onChange({ ...draft, changes: changes.map((one) => (one.id === id ? { ...one, ...change } : one)) });
  const next = changes.reduce((most, { id }) => Math.max(most, id), 0) + 1;
  return (
    <div className="stack">
      <div className="row wrap">
        <Segmented
          label={t('mend.how')}
          value={how}
          onChange={(chosen) => onChange({ ...draft, how: chosen, text: chosen === 'json' ? written(patchOf(changes)) : text })}
          options={[{ value: 'form', label: t('mend.form') }, { value: 'json', label: t('mend.json') }, { value: 'mapping', label: t('mend.byMapping') }]}
        />
      </div>
      {how === 'mapping' ? <MappingChoice chosen={draft.mapping} onChoose={(mapping) => onChange({ ...draft, mapping })} /> : how === 'json' ? (
        <Textarea
          label={t('mend.patch')}
          value={text}
          autosize
          minRows={4}
          maxRows={16}
          spellCheck={false}
          dir="ltr"
          styles={{ input: { fontFamily: 'var(--tl-mono)' } }}
          error={readPatch(text) === null ? t('mend.bad') : undefined}
          onChange={(event) => onChange({ ...draft, text: event.currentTarget.value })}
        />
      ) : (
        <>
          {changes.map((one) => (
            <div key={one.id} className={css.change}>
              <Select
                label={t('mend.op')}
                data={[{ value: 'set', label: t('mend.set') }, { value: 'remove', label: t('mend.remove') }]}
                value={one.do}
                allowDeselect={false}
                onChange={(value) => set(one.id, { do: value === 'remove' ? 'remove' : 'set' })}
              />
              <TextInput label={t('mend.path')} placeholder="/userId" dir="ltr" spellCheck={false} value={one.path} onChange={(event) => set(one.id, { path: event.currentTarget.value })} />
              {one.do === 'set' ? <TextInput label={t('mend.value')} description={t('mend.valueNote')} inputWrapperOrder={['label', 'input', 'description']} dir="auto" spellCheck={false} value={one.value} onChange={(event) => set(one.id, { value: event.currentTarget.value })} /> : <span />}
              <IconButton label={t('mend.take')} disabled={changes.length === 1} onClick={() => onChange({ ...draft, changes: changes.filter(({ id }) => id !== one.id) })}><Icon name="x" /></IconButton>
            </div>
          ))}
          <div><Button size="xs" leftSection={<Icon name="plus" />} onClick={() => onChange({ ...draft, changes: [...changes, { id: next, do: 'set', path: '', value: '' }] })}>{t('mend.add')}</Button></div>
        </>
      )}
    </div>
  );
}

/** The saved mappings: the events are read through one of them in place of what read them when they came. */
function MappingChoice({ chosen, onChoose }: { chosen: string | null; onChoose: (mapping: string | null) => void }) {
  const { t } = useTranslation('collect');
  const mappings = useQuery(mappingsQuery);
  return (
    <>
      <Select label={t('mend.mapping')} description={t('mend.mappingWhy')} data={(mappings.data?.items ?? []).map(({ name }) => name)} value={chosen} onChange={onChoose} searchable nothingFoundMessage={t('mend.noMapping')} />
      {mappings.error === null ? null : <ProblemState error={mappings.error} level="h3" onRetry={() => void mappings.refetch()} />}
    </>
  );
}
