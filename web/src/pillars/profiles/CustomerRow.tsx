import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Identifier } from '@/app/view/Identifier';
import { Tag } from '@/ui/layout/Tag';
import css from './CustomersPage.module.css';
import type { FoundCustomer } from './shapes';

/** One customer in the list: who they are, what a search found them by, and how much was heard of them. */
export function CustomerRow({ customer, matched }: { customer: FoundCustomer; matched: boolean }) {
  const { t } = useTranslation('customers');
  const { count, date } = useFormat();
  const { id, name, identifiers, records, signals, texts, last_seen, sources, match } = customer;
  const [first, ...rest] = identifiers;
  const below = name === null ? rest : identifiers;
  return (
    <tr>
      <th scope="row">
        <span className={css.name}>
          <Link data-row to="/customers/$key" params={{ key: id }}>{name !== null ? <bdi>{name}</bdi> : first === undefined ? <bdi className="ltr">{id}</bdi> : <Identifier of={first} />}</Link>
          {below.length === 0 ? null : <small>{below.map((one) => <Identifier key={one} of={one} />)}</small>}
        </span>
      </th>
      {matched ? (
        <td className="sm">
          {match === null ? null : <span className="row wrap"><Tag tone="accent">{match.by === 'name' ? (match.score < 1 ? t('match.alike') : t('match.name')) : t('match.identifier')}</Tag>{match.by === 'name' ? <bdi>{match.value}</bdi> : <Identifier of={match.value} />}</span>}
        </td>
      ) : null}
      <td className="n">{count(records)}</td>
      <td className="n">{count(signals)}</td>
      <td className="n">{count(texts)}</td>
      <td className="nowrap">{date(last_seen, 'dayYear')}</td>
      <td className="soft sm">{t('sources', { count: sources.length, first: sources[0] })}</td>
    </tr>
  );
}
