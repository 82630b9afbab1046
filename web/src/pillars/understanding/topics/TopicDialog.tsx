import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, languages } from '@/app/i18n/languages';
import { useLanguage } from '@/app/i18n/useFormat';
import type { TopicLine } from '@/app/view/topics';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './Topics.module.css';
import { below, treeOf } from './tree';
import { useTopicDeed } from './useTopicEdits';

type TopicDialogProps = { topic?: TopicLine; parent: number | null; topics: readonly TopicLine[]; nameOf: (topic: TopicLine) => string; onClose: () => void };

const lines = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
const codes = Object.keys(languages) as Language[];

/** Writes a topic: what it is called and which words speak of it, in each language, with texts that it is tried on. */
export function TopicDialog({ topic, parent, topics, nameOf, onClose }: TopicDialogProps) {
  const { t } = useTranslation('topics');
  const own = useLanguage();
  const save = useTopicDeed();
  const [name, setName] = useState(topic?.name ?? '');
  const [whole, setWhole] = useState(parent);
  const [names, setNames] = useState<Record<string, string>>({ ...topic?.names });
  const [seeds, setSeeds] = useState<Record<string, string>>(Object.fromEntries(Object.entries(topic?.seeds ?? {}).map(([code, words]) => [code, words.join('\n')])));
  const [examples, setExamples] = useState((topic?.examples ?? []).join('\n'));
  const barred = topic === undefined ? new Set<number>() : below(topics, topic.id);
  const others = Object.keys(seeds).filter((code) => !codes.some((known) => known === code));
  const words = {
    name: name.trim(), parent: whole, names: Object.fromEntries(Object.entries(names).map(([code, one]) => [code, one.trim()]).filter(([, one]) => one !== '')),
    seeds: Object.fromEntries(Object.entries(seeds).map(([code, text]) => [code, lines(text)])), examples: lines(examples),
  };
  // A name that stood for one of the languages goes on to stand for it.
  const rename = (next: string) => {
    setNames(Object.fromEntries(Object.entries(names).map(([code, one]) => [code, one === name ? next : one])));
    setName(next);
  };
  const empty = Object.values(words.seeds).every((some) => some.length === 0);
  return (
    <Modal opened size="lg" onClose={onClose} title={topic === undefined ? t('edit.add') : t('edit.change', { name: nameOf(topic) })} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        className={`stack ${css.written}`}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(topic === undefined ? { do: 'add', words } : { do: 'change', id: topic.id, words }, { onSuccess: onClose });
        }}
      >
        <TextInput label={t('edit.name')} required maxLength={120} value={name} onChange={(event) => rename(event.currentTarget.value)} data-autofocus />
        <NativeSelect
          label={t('edit.parent')}
          value={whole === null ? '' : String(whole)}
          data={[{ value: '', label: t('edit.noParent') }, ...treeOf(topics, nameOf).filter(({ topic: one }) => !barred.has(one.id)).map(({ topic: one, depth }) => ({ value: String(one.id), label: `${'\u2003'.repeat(depth)}${nameOf(one)}` }))]}
          onChange={(event) => setWhole(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
        />
        <p className="note">{t('edit.seedsWhy')}</p>
        {[own, ...codes.filter((code) => code !== own), ...others].map((code) => {
          const known = codes.find((one) => one === code);
          const spoken = known === undefined ? (code === 'und' ? t('edit.any') : code) : languages[known].name;
          return (
            <fieldset key={code} className={css.language}>
              <legend><bdi>{spoken}</bdi></legend>
              {known === undefined ? null : <TextInput size="xs" label={t('edit.nameIn')} maxLength={120} value={names[code] ?? ''} onChange={({ currentTarget: { value } }) => setNames({ ...names, [code]: value })} />}
              <Textarea size="xs" rows={3} resize="vertical" label={t('edit.seeds')} value={seeds[code] ?? ''} onChange={({ currentTarget: { value } }) => setSeeds({ ...seeds, [code]: value })} />
            </fieldset>
          );
        })}
        <Textarea rows={3} resize="vertical" label={t('edit.examples')} description={t('edit.examplesWhy')} value={examples} onChange={(event) => setExamples(event.currentTarget.value)} />
        {topic === undefined || topic.examples_missed.length === 0 ? null : (
          <div role="note" className={css.missed}>
            <p>{t('edit.missed')}</p>
            <ul>{topic.examples_missed.map((one) => <li key={one} dir="auto">{one}</li>)}</ul>
          </div>
        )}
        {empty ? <p className="note">{t('edit.noSeeds')}</p> : null}
        <p className="note">{t('edit.after')}</p>
        {save.error === null ? null : <ProblemState error={save.error} level="h3" />}
        <div className="row wrap">
          <Button type="submit" variant="filled" loading={save.isPending} disabled={words.name === ''}>{topic === undefined ? t('edit.doAdd') : t('edit.doChange')}</Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}
