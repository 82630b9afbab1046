import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Customer, HistoryEntry, Undone } from '../shapes';
import { useUnmerge } from '../useCustomers';
import css from './Cards.module.css';
import { givesBack, type Part } from './givesBack';
import { WhyDialog } from './WhyDialog';

/** Says exactly what comes back before a join is taken apart. */
export function UndoDialog({ customer, entry, onDone, onClose }: { customer: Customer; entry: HistoryEntry; onDone: (undone: Undone) => void; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const { date } = useFormat();
  const undo = useUnmerge(customer.id);
  return (
    <WhyDialog
      title={t('undo.title')}
      deed={t('undo.do')}
      error={undo.error}
      pending={undo.isPending}
      onDo={(why) => undo.mutate({ fact: entry.fact, why }, { onSuccess: (told) => onDone(told) })}
      onClose={onClose}
    >
      <p>{t('undo.exactly', { at: date(entry.at, 'dateTime') })}</p>
      <GivesBack customer={customer} entry={entry} />
      <p className="note">{t('undo.undone')}</p>
    </WhyDialog>
  );
}

/** Both customers as they will be again, and what goes with the one that leaves. */
export function GivesBack({ customer, entry }: { customer: Customer; entry: HistoryEntry }) {
  const { t } = useTranslation('customers');
  const { list } = useFormat();
  const { stays, leaves, identifiers, consents } = givesBack(customer, entry);
  const sources = ({ records }: Part) => list([...new Set(customer.records.filter(({ id }) => records.includes(id)).map(({ source }) => `\u2068${source}\u2069`))]);
  const line = (part: Part, key: 'undo.stays' | 'undo.leaves') => <li>{t(key, { id: `\u2066${part.profile}\u2069`, records: part.records.length, signals: part.signals, sources: sources(part) })}</li>;
  return (
    <ul className={css.points}>
      {line(stays, 'undo.stays')}
      {line(leaves, 'undo.leaves')}
      {identifiers.length === 0 ? null : <li>{t('undo.identifiers', { n: identifiers.length, names: list(identifiers.map((one) => `\u2066${one}\u2069`)) })}</li>}
      {consents === 0 ? null : <li>{t('undo.consents', { n: consents })}</li>}
    </ul>
  );
}
