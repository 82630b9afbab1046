import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { ProblemState } from '@/ui/states/ProblemState';
import type { Customer, HistoryEntry, Undone } from '../shapes';
import { useLift, useUnmerge } from '../useCustomers';
import css from './Cards.module.css';
import { givesBack, type Part } from './givesBack';
import { WhyDialog } from './WhyDialog';

type UndoDialogProps = { customer: Customer; entry: HistoryEntry; onDone: (undone: Undone | null) => void; onClose: () => void };

/** Says exactly what comes back before a decision is taken back: a join, the undoing of one, or what somebody said of two records. */
export function UndoDialog(props: UndoDialogProps) {
  const { kind } = props.entry;
  return kind === 'profiles_merged' ? <UndoJoin {...props} /> : kind === 'profiles_unmerged' ? <PutBack {...props} /> : <Lift {...props} />;
}

function UndoJoin({ customer, entry, onDone, onClose }: UndoDialogProps) {
  const { t } = useTranslation('customers');
  const { date } = useFormat();
  const undo = useUnmerge(customer.id);
  return (
    <WhyDialog title={t('undo.title')} deed={t('undo.do')} error={undo.error} pending={undo.isPending} onDo={(why) => undo.mutate({ fact: entry.fact, why }, { onSuccess: onDone })} onClose={onClose}>
      <p>{t('undo.exactly', { at: date(entry.at, 'dateTime') })}</p>
      <GivesBack customer={customer} entry={entry} />
      <p className="note">{t('undo.undone')}</p>
    </WhyDialog>
  );
}

function PutBack({ customer, entry, onDone, onClose }: UndoDialogProps) {
  const { t } = useTranslation('customers');
  const { list } = useFormat();
  const back = useUnmerge(customer.id);
  return (
    <WhyDialog title={t('putBack.title')} deed={t('undone.back')} error={back.error} pending={back.isPending} onDo={(why) => back.mutate({ fact: entry.fact, why }, { onSuccess: () => onDone(null) })} onClose={onClose}>
      <p>{t('putBack.why', { ids: list(entry.profiles.map((id) => `\u2066${id}\u2069`)) })}</p>
    </WhyDialog>
  );
}

function Lift({ entry, onDone, onClose }: UndoDialogProps) {
  const { t } = useTranslation('customers');
  const lift = useLift();
  return (
    <Modal opened onClose={onClose} title={t('lift.title')} closeButtonProps={{ 'aria-label': t('cancel') }}>
      <div className="stack">
        <p>{t('lift.why')}</p>
        {lift.error === null ? null : <ProblemState error={lift.error} level="h3" />}
        <div className="row wrap">
          <Button variant="filled" loading={lift.isPending} onClick={() => lift.mutate(entry.fact, { onSuccess: () => onDone(null) })} data-autofocus>{t('lift.do')}</Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      </div>
    </Modal>
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
