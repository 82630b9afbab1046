import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { edit, type Search } from '@/app/address/search';
import { useFormat } from '@/app/i18n/useFormat';
import { Bar } from '@/ui/ranking/Bar';
import css from './AnswerBars.module.css';
import type { Question } from './catalogue';
import { rangeText } from './filter';

type AnswerBarsProps = { question: Question; values: readonly { value: number; count: number }[]; filter: Search };

/** How often each answer was given; each bar is a link to the words of those who gave it. Every step of a short scale is there, also the empty ones. */
export function AnswerBars({ question, values, filter }: AnswerBarsProps) {
  const { t } = useTranslation('view');
  const { number, count, percent } = useFormat();
  const { min, max } = question.scale;
  const whole = Number.isInteger(min) && Number.isInteger(max) && max - min <= 10 && values.every(({ value }) => Number.isInteger(value));
  const rows = whole ? Array.from({ length: max - min + 1 }, (_, i) => ({ value: min + i, count: values.find(({ value }) => value === min + i)?.count ?? 0 })) : values;
  const largest = Math.max(...rows.map((row) => row.count), 1);
  const all = rows.reduce((sum, row) => sum + row.count, 0);
  return (
    <ul className={css.bars}>
      {rows.map((row) => {
        const name = number(row.value, Number.isInteger(row.value) ? 0 : 1);
        return (
          <li key={row.value}>
            {row.count === 0 ? (
              <span className="muted">{name}</span>
            ) : (
              <Link to="/voices" search={edit(filter, { [`s.${question.id}`]: rangeText(row.value, row.value) }) as never} aria-label={t('behind.readAnswer', { value: name, count: row.count })}>{name}</Link>
            )}
            <Bar share={row.count / largest} tone="observed" />
            <span className="num">{count(row.count)}</span>
            <span className="num muted">{percent(all === 0 ? 0 : row.count / all)}</span>
          </li>
        );
      })}
    </ul>
  );
}
