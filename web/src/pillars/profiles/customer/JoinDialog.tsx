import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Identifier } from '@/app/view/Identifier';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import type { Customer } from '../shapes';
import { useCustomer, useCustomers } from '../useCustomers';
import css from './JoinDialog.module.css';
import { JoinForm, type Joined } from './JoinForm';

const most = 8; // found customers that are offered at once

type JoinDialogProps = { customer: Customer; onDone: (joined: Joined) => void; onClose: () => void };

/** Joins this customer with another by hand: looked up in any script, laid side by side, and only then said. */
export function JoinDialog({ customer, onDone, onClose }: JoinDialogProps) {
  const { t } = useTranslation('customers');
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState<string | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  return (
    <Modal opened onClose={onClose} size="xl" title={t('together.title')} closeButtonProps={{ 'aria-label': t('cancel') }}>
      <div className="stack">
        <p className="note">{t('together.lead')}</p>
        <form
          className={css.search}
          onSubmit={(event) => {
            event.preventDefault();
            setPicked(null);
            setAsked(words.trim() === '' ? null : words.trim());
          }}
        >
          <TextInput type="search" dir="auto" label={t('together.search')} description={t('together.searchWhy')} value={words} onChange={(event) => setWords(event.currentTarget.value)} data-autofocus />
          <Button type="submit" disabled={words.trim() === ''}>{t('together.find')}</Button>
        </form>
        {asked === null ? null : <Found words={asked} not={customer.id} picked={picked} onPick={setPicked} />}
        {picked === null ? <p><Button onClick={onClose}>{t('cancel')}</Button></p> : <Picked key={picked} customer={customer} id={picked} onDone={onDone} onClose={onClose} />}
      </div>
    </Modal>
  );
}

function Found({ words, not, picked, onPick }: { words: string; not: string; picked: string | null; onPick: (id: string) => void }) {
  const { t } = useTranslation('customers');
  const found = useCustomers(words);
  if (found.data === undefined) return found.error === null ? <Loading shape="table" /> : <ProblemState error={found.error} level="h3" onRetry={() => void found.refetch()} />;
  const others = (found.data.pages[0]?.items ?? []).filter(({ id }) => id !== not).slice(0, most);
  if (others.length === 0) return <p className="note" role="status">{t('together.nobody', { words: `\u2068${words}\u2069` })}</p>;
  return (
    <fieldset className={css.found} aria-busy={found.isPlaceholderData}>
      <legend>{t('together.which')}</legend>
      {others.map(({ id, name, identifiers }) => (
        <label key={id}>
          <input type="radio" name="other" value={id} checked={picked === id} onChange={() => onPick(id)} />
          <span>{name === null ? <bdi className="ltr">{id}</bdi> : <><bdi>{name}</bdi> <small className="muted"><bdi className="ltr">{id}</bdi></small></>}</span>
          <small className="muted">{identifiers.map((one) => <Identifier key={one} of={one} />)}</small>
        </label>
      ))}
    </fieldset>
  );
}

function Picked({ customer, id, onDone, onClose }: JoinDialogProps & { id: string }) {
  const other = useCustomer(id);
  if (other.data === undefined) return other.error === null ? <Loading shape="chart" /> : <ProblemState error={other.error} level="h3" onRetry={() => void other.refetch()} />;
  return <JoinForm left={customer} right={other.data} onDone={onDone} onClose={onClose} />;
}
