import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Tag } from '@/ui/layout/Tag';
import type { Choice, OpenQuestion } from './mapping';
import css from './MappingStep.module.css';
import { QuestionCard } from './QuestionCard';
import { beyondScale } from './questionGroups';

type QuestionGroupProps = {
  questions: readonly OpenQuestion[];
  answers: Readonly<Record<string, string>>;
  onChoose: (chosen: readonly { question: OpenQuestion; choice: Choice }[]) => void;
};

/** The same question about several columns: answered once for all of them, or one by one. */
export function QuestionGroup({ questions, answers, onChoose }: QuestionGroupProps) {
  const { t } = useTranslation('listening');
  const { digits, count } = useFormat();
  const name = useId();
  const [first] = questions;
  if (first === undefined) return null;
  const chosen = (question: OpenQuestion) => answers[question.id] ?? (question.blocking ? undefined : question.suggested);
  if (questions.length === 1) return <QuestionCard question={first} chosen={answers[first.id]} onChoose={(choice) => onChoose([{ question: first, choice }])} />;
  const all = questions.every((question) => chosen(question) === chosen(first)) ? chosen(first) : undefined;
  const take = (id: string) =>
    onChoose(
      questions.flatMap((question) => {
        const choice = question.choices.find((one) => one.id === id);
        return choice === undefined ? [] : [{ question, choice }];
      }),
    );
  return (
    <div className={css.question}>
      <h3 id={name}>{t('ask.together.title', { count: questions.length, values: beyondScale(first).map(digits).join(', ') })} <Tag tone="line">{t('ask.optional')}</Tag></h3>
      <p className="soft">{t('ask.together.why')}</p>
      <div className={css.evidence}>
        <ul className={css.group}>
          {questions.map((question) => <li key={question.id}><bdi className="mono">{question.column}</bdi> <span className="muted">{count(question.evidence.off_scale ?? 0)}</span></li>)}
        </ul>
        <fieldset className={css.choices} aria-labelledby={name}>
          {first.choices.map(({ id }) => (
            <label key={id} className={css.choice}>
              <input type="radio" name={name} checked={id === all} onChange={() => take(id)} />
              <b>{id === 'answer' ? t('ask.together.answer') : t('choice.not_applicable')}{id === first.suggested ? <> <Tag>{t('ask.suggested')}</Tag></> : null}</b>
            </label>
          ))}
        </fieldset>
      </div>
      <details>
        <summary className="sm">{t('ask.together.single')}</summary>
        <div className={css.questions}>
          {questions.map((question) => <QuestionCard key={question.id} question={question} chosen={answers[question.id]} onChoose={(choice) => onChoose([{ question, choice }])} />)}
        </div>
      </details>
    </div>
  );
}
