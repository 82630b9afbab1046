import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { useCatalogue } from '@/app/view/catalogue';
import { Identifier, partsOf } from '@/app/view/Identifier';
import { SideDrawer } from '@/app/view/SideDrawer';
import { useNaming } from '@/app/view/useNaming';
import { RecordPanel } from '@/pillars/understanding/RecordPanel';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { EraseCard } from '../erasure/EraseCard';
import { LeftOutNote } from '../LeftOutNote';
import type { Customer, HistoryEntry, Undone } from '../shapes';
import { useCustomer } from '../useCustomers';
import { ApartCard } from './ApartCard';
import css from './Cards.module.css';
import { ConsentList } from './ConsentList';
import { calledOf, CustomerHead } from './CustomerHead';
import { GiveCard } from './GiveCard';
import { HeldValues } from './HeldValues';
import { HistoryCard } from './HistoryCard';
import { JoinDialog } from './JoinDialog';
import { JoinedNote } from './JoinedNote';
import type { Joined } from './JoinForm';
import { LinkCard } from './LinkCard';
import { QualityCard } from './QualityCard';
import { RecordsCard } from './RecordsCard';
import { RelationsCard } from './RelationsCard';
import { Timeline } from './Timeline';
import { UndoDialog } from './UndoDialog';
import { UndoneNote } from './UndoneNote';

/** One customer through every channel, what we hold of them, and why we think it is one person. */
export function CustomerPage() {
  const { t } = useTranslation('customers');
  const { key } = useParams({ strict: false }) as { key: string };
  const { data, error, refetch } = useCustomer(key);
  // A join may move this page to the id that stays, so what was done is kept above it.
  const [joined, setJoined] = useState<Joined | null>(null);
  const [undone, setUndone] = useState<Undone | null>(null);
  if (data === undefined) {
    return (
      <Page title={partsOf(key).value}>
        <Head title={<Identifier of={key} />} />
        <Card>{error === null ? <Loading shape="chart" /> : <ProblemState error={error} onRetry={() => void refetch()} back={<LinkButton variant="filled" to="/customers">{t('toAll')}</LinkButton>} />}</Card>
      </Page>
    );
  }
  return (
    <Known
      key={data.id}
      customer={data}
      asked={key}
      told={
        joined !== null ? <JoinedNote joined={joined} here={data.id} onUndone={(done) => { setJoined(null); setUndone(done); }} />
        : undone !== null ? <UndoneNote undone={undone} here={data.id} onBack={() => setUndone(null)} /> : null
      }
      onJoined={(done) => { setUndone(null); setJoined(done); }}
      onUndone={(done) => { setJoined(null); setUndone(done); }}
    />
  );
}

type KnownProps = { customer: Customer; asked: string; told: ReactNode; onJoined: (joined: Joined) => void; onUndone: (undone: Undone | null) => void };

function Known({ customer, asked, told, onJoined, onUndone }: KnownProps) {
  const { t } = useTranslation('customers');
  const [search, change] = useSearchState();
  const { data: catalogue } = useCatalogue();
  const naming = useNaming(catalogue);
  const [undoing, setUndoing] = useState<HistoryEntry | null>(null);
  const [joining, setJoining] = useState(false);
  const record = one(search, 'record');
  return (
    <Page title={calledOf(customer)}>
      <CustomerHead customer={customer} naming={naming} onJoin={() => setJoining(true)} />
      {asked !== customer.id && !asked.includes(':') ? <p role="note" className={css.note}><span>{t('formerly', { old: `\u2066${asked}\u2069`, id: `\u2066${customer.id}\u2069` })}</span></p> : null}
      {told}
      <LeftOutNote leftOut={customer.left_out} />
      <div className={css.wide}>
        <Timeline id={customer.id} naming={naming} catalogue={catalogue} current={record} onPick={(id) => change({ record: id }, { replace: true })} />
        <RecordsCard customer={customer} />
        <HistoryCard customer={customer} onUndo={setUndoing} />
      </div>
      <div className={css.side}>
        <HeldValues customer={customer} naming={naming} />
        <RelationsCard customer={customer} />
        <ApartCard id={customer.id} />
        <ConsentList customer={customer} />
      </div>
      {customer.records.length < 2 ? null : <LinkCard customer={customer} onUndo={setUndoing} />}
      <div className={css.half}><QualityCard quality={customer.quality} /></div>
      <div className={css.half}>
        <GiveCard id={customer.id} />
        <EraseCard id={customer.id} />
      </div>
      {undoing === null ? null : (
        <UndoDialog
          customer={customer}
          entry={undoing}
          onClose={() => setUndoing(null)}
          onDone={(undone) => {
            setUndoing(null);
            onUndone(undone);
          }}
        />
      )}
      {joining ? <JoinDialog customer={customer} onClose={() => setJoining(false)} onDone={(joined) => { setJoining(false); onJoined(joined); }} /> : null}
      <SideDrawer opened={record !== undefined} onClose={() => change({ record: undefined }, { replace: true })} title={t('record')} close={t('closeRecord')}>
        {record === undefined ? null : <RecordPanel id={record} catalogue={catalogue} naming={naming} />}
      </SideDrawer>
    </Page>
  );
}
