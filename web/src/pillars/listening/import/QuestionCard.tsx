import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Tag } from '@/ui/layout/Tag';
import { Bar } from '@/ui/ranking/Bar';
import type { Choice, OpenQuestion } from './mapping';
import css from './MappingStep.module.css';
import { beyondScale } from './questionGroups';
import { useQuestionWords } from './questionWords';

type QuestionCardProps = { question: OpenQuestion; chosen?: string; onChoose: (choice: Choice) => void };

/** What only a person can know about a column: what was seen, and the answers with what each would do. */
export function QuestionCard({ question, chosen, onChoose }: QuestionCardProps) {
  const { t } = useTranslation('listening');
  const words = useQuestionWords(question);
  const name = useId();
  const spread = question.evidence.distribution ?? [];
  return (
    <div className={css.question}>
      <h3 id={name}>
        {words.title} {question.blocking ? <Tag tone="accent">{t('ask.needed')}</Tag> : <Tag tone="line">{t('ask.optional')}</Tag>}
      </h3>
      <p className="soft">{words.why}</p>
      <div className={spread.length > 0 ? css.evidence : undefined}>
        {spread.length === 0 ? null : <Spread question={question} />}
        {question.choices.length === 0 ? null : (
          <fieldset className={css.choices} aria-labelledby={name}>
            {question.choices.map((choice) => (
              <label key={choice.id} className={css.choice}>
                <input type="radio" name={name} checked={choice.id === (chosen ?? (question.blocking ? undefined : question.suggested))} onChange={() => onChoose(choice)} />
                <b>{words.choice(choice)}{choice.id === question.suggested ? <> <Tag>{t('ask.suggested')}</Tag></> : null}</b>
                {words.effect(choice) === '' ? null : <small>{words.effect(choice)}</small>}
              </label>
            ))}
          </fieldset>
        )}
      </div>
    </div>
  );
}

/** How often each value stands in the file; those beyond the scale are marked. */
function Spread({ question }: { question: OpenQuestion }) {
  const { t } = useTranslation('listening');
  const { count, digits } = useFormat();
  const values = question.evidence.distribution ?? [];
  const largest = Math.max(...values.map((one) => one.count), 1);
  const off = beyondScale(question);
  const beyond = (value: string) => off.includes(value);
  return (
    <div>
      <div className={css.bars} role="img" aria-label={values.map((one) => t('ask.seen', { value: one.value, n: one.count })).join(' ')}>
        {values.slice(0, 14).map((one) => [
          <span key={`v${one.value}`} className={beyond(one.value) ? css.beyond : undefined}><bdi>{digits(one.value)}</bdi></span>,
          <Bar key={`b${one.value}`} share={one.count / largest} tone={beyond(one.value) ? 'ink' : 'observed'} />,
          <span key={`n${one.value}`} className="end muted">{count(one.count)}</span>,
        ])}
      </div>
      {values.length > 14 ? <p className="note">{t('ask.more', { count: values.length - 14 })}</p> : null}
    </div>
  );
}
