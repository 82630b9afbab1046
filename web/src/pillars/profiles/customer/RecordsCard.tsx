import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { edit, type Search } from '@/app/address/search';
import { useFormat } from '@/app/i18n/useFormat';
import { Identifier } from '@/app/view/Identifier';
import { Card } from '@/ui/layout/Card';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import { Tag } from '@/ui/layout/Tag';
import { useEvidenceWords } from '../links/useEvidenceWords';
import type { Customer, KnownRecord } from '../shapes';
import css from './Cards.module.css';
import { JoinBits } from './JoinBits';

/** Every record that is this customer: what its source knows them by, and when and how it joined. */
export function RecordsCard({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { count, date } = useFormat();
  const [first] = customer.records;
  return (
    <Card span={8} flush title={t('records.title')} lead={t('records.lead')} id="records">
      <div className={css.scroll}>
        <table className="table">
          <caption className="sr">{t('records.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('records.record')}</th>
              <th scope="col" className="n">{t('column.signals')}</th>
              <th scope="col">{t('records.seen')}</th>
              <th scope="col">{t('records.joined')}</th>
              <th scope="col"><span className="sr">{t('records.why')}</span></th>
            </tr>
          </thead>
          <tbody>
            {customer.records.map((record) => (
              <tr key={record.id}>
                <th scope="row"><span className={css.name}><Link to="/voices" search={{ customer: record.customer, records: 'all' } as never} title={t('asList')}><Identifier of={record.customer} /></Link><small><bdi>{record.source}</bdi>{t('comma')}{t('records.number', { n: record.id })}</small></span></th>
                <td className="n">{count(record.signals)}</td>
                <td className="sm">{t('records.span', { from: date(record.first_seen, 'dayYear'), to: date(record.last_seen, 'dayYear') })}</td>
                <td className="sm"><Joined record={record} /></td>
                <td>{first === undefined || record.id === first.id ? null : <Link to="." search={((before: Search) => edit(before, { left: String(first.id), right: String(record.id) })) as never} hash="why" resetScroll={false} className="sm nowrap">{t('records.why')}</Link>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Identifiers customer={customer} />
    </Card>
  );
}

function Joined({ record: { joined } }: { record: KnownRecord }) {
  const { t } = useTranslation('customers');
  const { date } = useFormat();
  const words = useEvidenceWords();
  if (joined === null) return <span className="muted">{t('records.founder')}</span>;
  return <span className={css.name}><span>{date(joined.at, 'dayYear')}</span><small>{words.by(joined.by)}<JoinBits weight={joined.weight} /></small></span>;
}

/** What points to this customer; a mark where it points to others too. */
function Identifiers({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { date } = useFormat();
  if (customer.identifiers.length === 0) return null;
  return (
    <ScrollBox className={css.fits} label={t('held.identifiers')}>
      <table className="table">
        <caption className="sr">{t('held.identifiers')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('held.identifiers')}</th>
            <th scope="col">{t('records.seen')}</th>
            <th scope="col">{t('records.of')}</th>
          </tr>
        </thead>
        <tbody>
          {customer.identifiers.map(({ identifier, records, shared, first_seen, last_seen }) => (
            <tr key={identifier}>
              <th scope="row"><span className="row wrap"><Identifier of={identifier} />{shared ? <Tag tone="worse">{t('records.shared')}</Tag> : null}</span></th>
              <td className="sm">{t('records.span', { from: date(first_seen, 'dayYear'), to: date(last_seen, 'dayYear') })}</td>
              <td className="sm">{records.length > 1 && records.length === customer.records.length ? t('records.all') : customer.records.filter(({ id }) => records.includes(id)).map(({ id, source }, i) => <span key={id}>{i === 0 ? null : t('comma')}<bdi>{source}</bdi></span>)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
