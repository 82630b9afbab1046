import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Catalogue } from '@/app/view/catalogue';
import css from './GivenAnswers.module.css';

type GivenAnswersProps = { answers: readonly { question_id: number; value: number }[]; catalogue: Catalogue | undefined; most: number };

/** What else was answered on the same occasion, outcomes first, each with its scale. */
export function GivenAnswers({ answers, catalogue, most }: GivenAnswersProps) {
  const { t } = useTranslation('voices');
  const { number } = useFormat();
  const given = answers
    .flatMap(({ question_id, value }) => catalogue?.questions.filter(({ id }) => id === question_id).map((question) => ({ question, value })) ?? [])
    .toSorted((a, b) => Number(b.question.role === 'outcome') - Number(a.question.role === 'outcome'));
  if (given.length === 0) return null;
  return (
    <ul className={css.given}>
      {given.slice(0, most).map(({ question, value }) => (
        <li key={question.id}>
          <bdi>{question.label}</bdi> <b>{question.metric === 'share' ? (value >= question.scale.max ? t('yes') : t('no')) : t('of', { value: number(value, Number.isInteger(value) ? 0 : 1), max: number(question.scale.max) })}</b>
        </li>
      ))}
      {given.length > most ? <li className={css.more}>{t('moreAnswers', { count: given.length - most })}</li> : null}
    </ul>
  );
}
