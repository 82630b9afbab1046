import { useTranslation } from 'react-i18next';
import type { Naming } from '@/app/view/useNaming';
import { Tag } from '@/ui/layout/Tag';
import { DetectorChip } from '@/ui/voice/DetectorChip';
import css from './WhatIsSaid.module.css';
import { lettered, letteredTopics, type ReadWords, whyNot } from './detections';

/** What the words say and what they are about, each chip with the letter of its marks, and the language that they were read in. Silent where nothing was read. */
export function Detections({ read_in, detections, topics = [], naming }: ReadWords & { naming: Naming }) {
  const { t } = useTranslation('voices');
  const present = lettered(detections);
  if (present.length === 0 && topics.length === 0 && read_in === null) return null;
  return (
    <p className={css.chips}>
      {present.map(({ detector, letter, is_experimental }) => (
        <DetectorChip key={detector} state="present" name={naming.value('detector', detector)} letter={letter} experimental={is_experimental} />
      ))}
      {letteredTopics(topics, detections).map(({ id, letter }) => (
        <span key={id} className={css.topic}><span className="sr">{t('topic')} </span><bdi>{naming.value('topic', String(id))}</bdi><span className={css.letter}>{letter}</span></span>
      ))}
      {read_in === null ? null : <Tag tone="line">{t('readIn', { language: naming.languageName(read_in) })}</Tag>}
    </p>
  );
}

/** What could not be told of the words, and why. */
export function NotAssessed({ text, kind, read_in, detections, naming }: ReadWords & { text: string | null; kind: string; naming: Naming }) {
  const { t } = useTranslation('voices');
  const without = detections.filter(({ state }) => state === 'not_assessed');
  if (without.length === 0) return null;
  const why = whyNot({ text, kind, read_in });
  const reason = t(`whyNot.${why}`);
  return (
    <details className={css.without} open={without.length <= 4}>
      <summary>{t('notAssessed', { n: without.length })}</summary>
      <p className={css.chips}>{without.map(({ detector }) => <DetectorChip key={detector} state="not_assessed" name={naming.value('detector', detector)} reason={reason} />)}</p>
    </details>
  );
}
