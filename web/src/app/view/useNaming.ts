import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { languages } from '@/app/i18n/languages';
import { useFormat, useLanguage } from '@/app/i18n/useFormat';
import type { Catalogue, Question } from './catalogue';
import { readRange } from './filter';
import { partsOf } from './Identifier';
import { topicName, useTopics } from './topics';

const channels = ['web', 'app', 'phone', 'email', 'sms', 'chat', 'store', 'post', 'review', 'survey', 'social'] as const;
const kinds = ['response', 'review', 'message', 'transcript', 'event', 'operation', 'employee'] as const;
const detectors = [
  'anger', 'asked_again', 'buy', 'cancel', 'churn_threat', 'complaint', 'confusion', 'disappointment', 'frustration', 'goal_reached', 'gratitude', 'high_effort', 'human_requested',
  'information', 'joy', 'leaving_reason', 'legal_or_safety', 'negative', 'positive', 'praise', 'refund', 'worry',
] as const;
const known = <T extends string>(list: readonly T[], value: string): T | undefined => list.find((one) => one === value);
const spaced = (name: string): string => name.replaceAll('_', ' ');

/** Names of things in the reader's language; what only the data know is shown as the data write it. */
export function useNaming(catalogue: Catalogue | undefined) {
  const { t } = useTranslation('view');
  const { number, digits } = useFormat();
  const language = useLanguage();
  const { data: topics } = useTopics(false);
  return useMemo(() => {
    const spoken = new Intl.DisplayNames([languages[language].tag], { type: 'language', fallback: 'none' });
    const languageName = (code: string) => (code === 'und' ? t('name.unknownLanguage') : (/^[a-z]{2,3}$/.test(code) ? spoken.of(code) : undefined)) ?? code;
    const attribute = (name: string) => catalogue?.attributes.find((a) => `a.${a.id}` === name)?.name;
    const question = (name: string) => catalogue?.questions.find((q) => `s.${q.id}` === name);
    /** What is split or filtered by: channel, region, a question. */
    const by = (name: string): string => {
      if (name === 'channel' || name === 'touchpoint' || name === 'language' || name === 'customer' || name === 'source' || name === 'text' || name === 'q' || name === 'detector' || name === 'topic' || name === 'read_in') return t(`by.${name}`);
      return spaced(attribute(name) ?? question(name)?.label ?? name);
    };
    const plain = (end: number): string => number(end, Number.isInteger(end) ? 0 : 1);
    /** One value of it. */
    const value = (name: string, raw: string): string => {
      if (raw === '') return t('name.notGiven');
      if (name === 'language' || name === 'read_in' || attribute(name) === 'language') return languageName(raw);
      const channel = name === 'channel' ? known(channels, raw) : undefined;
      if (channel !== undefined) return t(`channel.${channel}`);
      const detector = name === 'detector' ? known(detectors, raw) : undefined;
      if (detector !== undefined) return t(`detector.${detector}`);
      if (name === 'topic') return topicName(topics?.topics.find(({ id }) => String(id) === raw), language) ?? t('name.topic', { id: digits(raw) });
      if (name === 'source') return catalogue?.sources.find((s) => String(s.id) === raw)?.name ?? raw;
      if (name === 'text') return t('name.withWords');
      if (question(name)?.metric === 'share' && (raw === '0' || raw === '1')) return raw === '1' ? t('name.yes') : t('name.no');
      const range = name.startsWith('s.') ? readRange(raw) : null;
      if (range !== null) return range.low === range.high ? plain(range.low) : t('name.range', { low: plain(range.low), high: plain(range.high) });
      if (name === 'customer') return partsOf(raw).value;
      return name === 'q' ? raw : spaced(raw);
    };
    /** What a score is called. */
    const score = (q: Pick<Question, 'metric' | 'label'>): string => (q.metric === 'nps' ? t('score.nps') : q.label);
    /** The same inside a sentence: a question in its own words stands in quotation marks. */
    const quoted = (q: Pick<Question, 'metric' | 'label'>): string => (q.metric === 'nps' ? t('score.nps') : t('score.quoted', { label: q.label }));
    /** What its number says. */
    const scoreWhat = ({ metric, scale, label }: Pick<Question, 'metric' | 'scale' | 'label'>): string => {
      const ends = { low: digits(String(scale.min)), high: digits(String(scale.max)) };
      const step = scale.max - scale.min <= 2 ? 0 : 1;
      if (metric === 'nps') return label;
      if (metric === 'share') return t('what.share');
      if (metric === 'csat') {
        const best = scale.low_is_good ? [scale.min, scale.min + step] : [scale.max - step, scale.max];
        return step === 0 ? t('what.csatOne', { ...ends, best: digits(String(best[1])) }) : t('what.csat', { ...ends, one: digits(String(best[0])), two: digits(String(best[1])) });
      }
      return scale.low_is_good ? t('what.meanLow', ends) : t('what.mean', ends);
    };
    const kind = (raw: string): string => {
      const found = known(kinds, raw);
      return found === undefined ? raw : t(`kind.${found}`);
    };
    return { by, value, score, quoted, scoreWhat, kind, languageName, spaced, channel: (raw: string) => value('channel', raw) };
  }, [catalogue, t, number, digits, language, topics]);
}

export type Naming = ReturnType<typeof useNaming>;
