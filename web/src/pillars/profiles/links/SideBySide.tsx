import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { useLanguage } from '@/app/i18n/useFormat';
import { differing, type Letters } from './differing';
import css from './SideBySide.module.css';
import { useEvidenceWords } from './useEvidenceWords';

type Values = readonly { field: string; value: string }[];
type SideBySideProps = { label: string; left: { head: ReactNode; values: Values }; right: { head: ReactNode; values: Values } };

/** Two records' values, field by field, the letters that differ marked by colour and a line under them. */
export function SideBySide({ label, left, right }: SideBySideProps) {
  const { t } = useTranslation('identity');
  const words = useEvidenceWords();
  const language = useLanguage();
  const rows = [...new Set([...left.values, ...right.values].map(({ field }) => field))];
  const of = (values: Values, field: string) => values.filter((one) => one.field === field).map(({ value }) => value).join(t('join'));
  return (
    <table className={css.sides}>
      <caption className="sr">{label}</caption>
      <thead>
        <tr>
          <th scope="col"><span className="sr">{t('sides.field')}</span></th>
          <th scope="col">{left.head}</th>
          <th scope="col">{right.head}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((field) => {
          const [a, b] = [of(left.values, field), of(right.values, field)];
          const [one, other] = a === '' || b === '' ? [[{ text: a, differs: false }], [{ text: b, differs: false }]] : differing(a, b, language);
          return (
            <tr key={field}>
              <th scope="row">{words.field(field)}</th>
              <td><Value letters={one} /></td>
              <td><Value letters={other} /></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Value({ letters }: { letters: readonly Letters[] }) {
  const { t } = useTranslation('identity');
  if (letters.every(({ text }) => text === '')) return <span className="muted">{t('sides.none')}</span>;
  return <bdi>{letters.map(({ text, differs }, i) => (differs ? <mark key={i}>{text}</mark> : <span key={i}>{text}</span>))}</bdi>;
}
