import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Refused } from '../shapes';
import { useEvidenceWords } from './useEvidenceWords';
import css from './RefusedList.module.css';

/** Joins that the evidence was for and protection refused: with whom, why, how strong the evidence is, since when. */
export function RefusedList({ items, of }: { items: readonly Refused[]; of?: string }) {
  const { t } = useTranslation('identity');
  const { signed, date } = useFormat();
  const words = useEvidenceWords();
  return (
    <ul className={css.list}>
      {items.map((one) => {
        const sides = [{ id: one.left_profile, name: one.left_name }, { id: one.right_profile, name: one.right_name }].filter(({ id }) => id !== of);
        return (
          <li key={`${one.left} ${one.right}`}>
            <span className="row wrap">
              {sides.map(({ id, name }) => <Link key={id} to="/customers/$key" params={{ key: id }}>{name === null ? <bdi className="ltr mono">{id}</bdi> : <bdi>{name}</bdi>}</Link>)}
            </span>
            <span>{words.objection(one.reason)}</span>
            <small>{t('refused.since', { bits: signed(one.weight, 1), at: date(one.at) })}</small>
          </li>
        );
      })}
    </ul>
  );
}
