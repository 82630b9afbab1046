import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Choice, OpenQuestion } from './mapping';
import { beyondScale } from './questionGroups';

const asked = ['mixed_scale', 'not_applicable', 'off_scale', 'ambiguous_date', 'several_times', 'mostly_empty', 'short_texts', 'no_id'] as const;
const offered = ['convert', 'set_aside', 'one_long_scale', 'keep', 'not_applicable', 'answer', 'hold_rows', 'answer_aside', 'aside', 'driver', 'day_month_year', 'month_day_year', 'use_column', 'as_words', 'as_group'] as const;

/** The sentences of a question. A code that is new to us is shown as it is, so that it can be looked up. */
export function useQuestionWords(question: OpenQuestion) {
  const { t } = useTranslation('listening');
  const { number, digits, list } = useFormat();
  const { column, evidence } = question;
  const known = asked.find((code) => code === question.code);
  const suggested = question.choices.find(({ id }) => id === question.suggested)?.field;
  const ends = (field: Choice['field'] | undefined) => ({ min: number(field?.scale?.min ?? 0), max: number(field?.scale?.max ?? 0) });
  const scale = ends(suggested);
  const counts = { on: evidence.on_scale ?? 0, off: evidence.off_scale ?? 0 };
  const split = evidence.when == null ? '' : t(`ask.when_${evidence.when.is}`, { column: evidence.when.column, value: evidence.when.value ?? '', off: evidence.when.off_scale, rows: evidence.when.rows });
  const where = list((evidence.off_rows ?? []).map(({ row, value }) => t('ask.at', { value: digits(value), row: row + 1 })));
  const why = known === undefined ? '' : t(`ask.${known}.why`, { column, ...scale, ...counts, count: counts.off, all: counts.on + counts.off, where: counts.off > (evidence.off_rows?.length ?? 0) ? `${where} …` : where });
  return {
    title: known === undefined ? question.code : t(`ask.${known}.title`, { column, values: beyondScale(question).map(digits).join(', ') }),
    why: [why, split].filter((part) => part !== '').join(' '),
    choice: (choice: Choice): string => {
      const code = offered.find((one) => one === choice.code);
      return code === undefined ? choice.code : t(`choice.${code}`, { ...ends(choice.field), column: choice.field.column });
    },
    effect: (choice: Choice): string => {
      const other = choice.field.other_scale;
      if (choice.code === 'convert' && other != null) return t('effect.convert', { low: number(other.min), high: number(other.max), ...ends(choice.field) });
      if (choice.code === 'set_aside') return t('effect.set_aside');
      if (choice.code === 'hold_rows') return t('effect.hold_rows');
      if (choice.code === 'answer_aside') return t('effect.answer_aside');
      if (choice.code === 'keep') return t('effect.keep');
      if (choice.code === 'one_long_scale') return t('effect.one_long_scale');
      return '';
    },
  };
}
