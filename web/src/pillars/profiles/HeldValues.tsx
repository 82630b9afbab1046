import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Identifier } from '@/app/view/Identifier';
import type { Naming } from '@/app/view/useNaming';
import { Card } from '@/ui/layout/Card';
import { Provenance } from '@/ui/why/Provenance';
import css from './HeldValues.module.css';
import type { Customer, HeldValue } from './useCustomers';

const kinds = ['identity', 'descriptive', 'attitudinal', 'behavioural'] as const;

/** What we hold: every value with its source, and on a click why this one won. */
export function HeldValues({ customer, naming }: { customer: Customer; naming: Naming }) {
  const { t } = useTranslation('customers');
  const parts = kinds.map((kind) => ({ kind, values: customer.values.filter((value) => value.kind === kind) })).filter(({ values }) => values.length > 0);
  return (
    <Card span={4} as="aside" title={t('held.title')} lead={t('held.lead')}>
      {parts.length === 0 ? <p className="note">{t('held.none')}</p> : null}
      {parts.map(({ kind, values }) => (
        <section key={kind} className={css.part}>
          <h3>{t(`held.kind.${kind}`)}</h3>
          <dl>{values.map((value) => <Held key={value.name} value={value} naming={naming} />)}</dl>
        </section>
      ))}
      <section className={css.part}>
        <h3>{t('held.identifiers')}</h3>
        <ul className={css.ids}>
          {customer.identifiers.map((one) => <li key={one}><Link to="/customers/$key" params={{ key: one }}><Identifier of={one} /></Link></li>)}
        </ul>
        <p className="note">{t('held.identifiersWhy')}</p>
      </section>
    </Card>
  );
}

function Held({ value: { name, value, source, since, others }, naming }: { value: HeldValue; naming: Naming }) {
  const { t } = useTranslation('customers');
  const { date } = useFormat();
  const shown = (raw: string) => (name === 'language' ? naming.languageName(raw) : raw);
  return (
    <div>
      <dt><bdi>{naming.spaced(name)}</bdi></dt>
      <dd>
        <Provenance
          value={shown(value)}
          rule={t('held.rule')}
          candidates={[
            { value: shown(value), source: <bdi>{source}</bdi>, since: date(since, 'dayYear'), standing: 'kept' },
            ...others.map((other) => ({ value: shown(other.value), source: <bdi>{other.source}</bdi>, since: date(other.since, 'dayYear'), standing: other.why })),
          ]}
        />
        <span className="xs muted"><bdi>{source}</bdi>{t('comma')}{date(since, 'dayYear')}</span>
      </dd>
    </div>
  );
}
