import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { edit, type Search } from '@/app/address/search';
import { useFormat } from '@/app/i18n/useFormat';
import type { Catalogue } from '@/app/view/catalogue';
import type { Naming } from '@/app/view/useNaming';
import { Icon, type IconName } from '@/ui/icons/Icon';
import { EvidenceText } from '@/ui/voice/EvidenceText';
import { actOf } from './act';
import { Detections } from './WhatIsSaid';
import { evidence } from './detections';
import { GivenAnswers } from './GivenAnswers';
import type { Verbatim } from './useVoices';
import css from './VoiceRow.module.css';
import { when } from './when';

const icons: Record<string, IconName> = { web: 'web', app: 'app', phone: 'phone', email: 'mail', sms: 'chat', chat: 'chat', store: 'shop', post: 'box', review: 'star' };
export const channelIcon = (channel: string | null, kind: string): IconName => icons[channel ?? ''] ?? (kind === 'review' ? 'star' : kind === 'message' || kind === 'transcript' ? 'chat' : kind === 'operation' ? 'box' : 'file');

type VoiceRowProps = { verbatim: Verbatim; catalogue: Catalogue | undefined; naming: Naming; current: boolean };

/** One verbatim: where and when, the words as they were written, and what else was answered. The whole row opens the record. */
export function VoiceRow({ verbatim, catalogue, naming, current }: VoiceRowProps) {
  const { t } = useTranslation('voices');
  const { date } = useFormat();
  const { id, channel, kind, time_known, touchpoint, source, text, language, matches, answers, withheld, read_in, detections, topics } = verbatim;
  const act = actOf(verbatim);
  const what = <>{naming.kind(kind)}{channel === null || channel === kind ? null : <>{t('comma')}{naming.channel(channel)}</>}</>;
  return (
    <li className={css.row} data-current={current || undefined}>
      <p className={css.meta}>
        <Link data-row to="." search={((before: Search) => edit(before, { record: id })) as never} replace resetScroll={false} className={css.open} aria-current={current ? 'true' : undefined}>
          <Icon name={channelIcon(channel, kind)} size={14} /> {act === null ? what : <b><bdi>{act}</bdi></b>}
        </Link>
        {act === null ? null : <span>{what}</span>}
        <span>{time_known ? when(verbatim, date) : t('noTime')}</span>
        {touchpoint === null || touchpoint === channel ? null : <bdi>{naming.spaced(touchpoint)}</bdi>}
        <bdi className={css.source}>{source.name}</bdi>
      </p>
      {text === null ? <p className="muted sm">{withheld.includes('text') ? t('wordsLeftOut') : t('noWords')}</p> : <EvidenceText text={text} language={language === 'und' ? null : language} spans={evidence(matches, detections, topics)} lines={6} />}
      <Detections read_in={read_in} detections={detections} topics={topics} naming={naming} />
      <GivenAnswers answers={answers} catalogue={catalogue} most={text === null ? 6 : 3} />
    </li>
  );
}
