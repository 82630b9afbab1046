import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Identifier, partsOf } from '@/app/view/Identifier';
import type { Naming } from '@/app/view/useNaming';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Crumbs } from '@/ui/layout/Crumbs';
import { Head } from '@/ui/layout/Page';
import type { Customer } from '../shapes';
import css from './CustomerPage.module.css';
import { roleOf, useRelationWords } from './relations';

const initials = (name: string): string => name.split(/[\s:]+/).slice(0, 2).map((part) => [...part][0] ?? '').join('').toUpperCase();

/** What a customer is called: their name, else what their first identifier says. */
export const calledOf = ({ name, identifiers, id }: Pick<Customer, 'name' | 'identifiers' | 'id'>): string => name ?? partsOf(identifiers[0]?.identifier ?? id).value;

/** Who this is, since when, with whom they live and for whom they act, in words. */
export function CustomerHead({ customer, naming, onJoin }: { customer: Customer; naming: Naming; onJoin: () => void }) {
  const { t } = useTranslation('customers');
  const { date, list } = useFormat();
  const words = useRelationWords();
  const standing = customer.relations.filter(({ until }) => until === null);
  const ties = [...new Set(standing.map(roleOf))].map((role) => words.of(role, list(standing.filter((one) => roleOf(one) === role).map(({ other }) => `\u2068${other.name ?? other.id}\u2069`))));
  const [identifier] = customer.identifiers;
  return (
    <div className={css.head}>
      <span className={css.face} aria-hidden>{initials(calledOf(customer))}</span>
      <Head
        title={customer.name !== null ? <bdi>{customer.name}</bdi> : identifier === undefined ? <bdi className="ltr">{customer.id}</bdi> : <Identifier of={identifier.identifier} />}
        crumbs={<Crumbs label={t('crumbs')}>{[<Link key="all" to="/customers">{t('title')}</Link>, <span key="one" className="mono ltr">{customer.id}</span>]}</Crumbs>}
        lead={
          <>
            {customer.first_seen === null || customer.last_seen === null ? null : t('known', { from: date(customer.first_seen, 'dayYear'), to: date(customer.last_seen, 'dayYear') })} {t('heard', { count: customer.signals, texts: customer.texts, answered: customer.answered })}{' '}
            {customer.answered > 0 ? null : <b>{customer.texts === 0 ? t('silent') : t('silentTexts', { count: customer.texts })}</b>}
            {customer.languages.length > 0 ? <> {t('speaks', { languages: list(customer.languages.map(naming.languageName)) })}</> : null}
            {ties.length === 0 ? null : <> {t('ties', { ties: list(ties) })}</>}
          </>
        }
        // A list is of one record's signals; of several, each record leads to its own.
        aside={<span className="row wrap"><Button onClick={onJoin}>{t('together.open')}</Button>{customer.records.length > 1 || identifier === undefined ? null : <LinkButton to="/voices" search={{ customer: identifier.identifier, records: 'all' } as never}>{t('asList')}</LinkButton>}</span>}
      />
    </div>
  );
}
