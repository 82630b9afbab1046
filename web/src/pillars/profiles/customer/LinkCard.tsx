import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { useFormat } from '@/app/i18n/useFormat';
import { partsOf } from '@/app/view/Identifier';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { SideBySide } from '../links/SideBySide';
import { useEvidenceWords } from '../links/useEvidenceWords';
import { useLink } from '../links/useLink';
import { Waterfall } from '../links/Waterfall';
import type { Customer, HistoryEntry, Link } from '../shapes';
import cards from './Cards.module.css';
import { joinOf } from './givesBack';
import css from './LinkCard.module.css';
import { GivesBack } from './UndoDialog';

/** Why two of a customer's records are one person: every part of the evidence in bits, what speaks against it, and the way to take it apart. */
export function LinkCard({ customer, onUndo }: { customer: Customer; onUndo: (entry: HistoryEntry) => void }) {
  const { t } = useTranslation(['identity', 'customers']);
  const [search, change] = useSearchState();
  const has = (id: number) => customer.records.some((record) => record.id === id);
  const asked = (name: string, otherwise: number | undefined) => (has(Number(one(search, name))) ? Number(one(search, name)) : otherwise);
  const left = asked('left', customer.records[0]?.id);
  const right = asked('right', customer.records.find(({ id }) => id !== left)?.id);
  const link = useLink(customer.id, left, right);
  const called = (id: number): string => {
    const record = customer.records.find((known) => known.id === id);
    return record === undefined ? String(id) : t('link.record', { key: `\u2068${partsOf(record.customer).value}\u2069`, source: `\u2068${record.source}\u2069` });
  };
  const choice = (name: 'left' | 'right', value: number | undefined) => (
    <NativeSelect
      label={t(`link.${name}`)}
      value={String(value)}
      onChange={(event) => change({ left: String(left), right: String(right), [name]: event.currentTarget.value }, { replace: true })}
      data={customer.records.map(({ id }) => ({ value: String(id), label: called(id) }))}
    />
  );
  return (
    <Card title={t('link.title')} lead={t('link.lead')} id="why">
      <div className={css.pick}>{choice('left', left)}{choice('right', right)}</div>
      {left === right ? <p className="note">{t('link.same')}</p>
        : link.data === undefined ? (link.error === null ? <Loading shape="chart" /> : <ProblemState error={link.error} level="h3" onRetry={() => void link.refetch()} />)
        : <Told customer={customer} link={link.data} called={called} onUndo={onUndo} />}
    </Card>
  );
}

function Told({ customer, link, called, onUndo }: { customer: Customer; link: Link; called: (record: number) => string; onUndo: (entry: HistoryEntry) => void }) {
  const { t } = useTranslation('identity');
  const words = useEvidenceWords();
  const { signed, date } = useFormat();
  const { left, right, path, strongest_against: against, objections, would_change: changes } = link;
  const join = joinOf(customer.history, left.record, right.record);
  return (
    <div className={css.grid}>
      <div className={css.main}>
        <Waterfall link={link} label={t('waterfall.label', { left: called(left.record), right: called(right.record) })} />
        {join?.weight == null ? null : <p className="note">{t('link.onePair')}</p>}
        <SideBySide label={t('sides.label')} left={{ head: <bdi>{called(left.record)}</bdi>, values: left.values }} right={{ head: <bdi>{called(right.record)}</bdi>, values: right.values }} />
      </div>
      <div className={css.aside}>
        <section className="stack">
          <h3 className="h3">{t('link.path')}</h3>
          {path.length <= 2 ? <p className="sm soft">{path.length === 0 ? t('link.nothingJoins') : t('link.direct')}</p> : <ol className={cards.points}>{path.map((record) => <li key={record}><bdi>{called(record)}</bdi></li>)}</ol>}
          {link.found_by === null ? null : <p className="note">{t('link.foundBy', { key: words.foundBy(link.found_by) })}</p>}
        </section>
        <section className="stack">
          <h3 className="h3">{t('link.against')}</h3>
          {against === null ? <p className="sm soft">{t('link.nothingAgainst')}</p> : <p className="sm soft">{t('waterfall.part', { field: words.field(against.field), level: words.level(against.level) })} <b className="num">{signed(against.bits, 1)}</b></p>}
          {objections.length === 0 ? null : <ul className={cards.points}>{objections.map((code) => <li key={code}>{words.objection(code)}</li>)}</ul>}
        </section>
        {changes.length === 0 ? null : (
          <section className="stack">
            <h3 className="h3">{t('link.change')}</h3>
            <ul className={cards.points}>{changes.map((one, i) => <li key={i}>{words.change(one)}</li>)}</ul>
          </section>
        )}
        {join === undefined ? null : (
          <section className="stack">
            <h3 className="h3">{t('link.notTheSame')}</h3>
            <p className="sm soft">{t('link.givesBack', { at: date(join.at, 'dayYear') })}</p>
            <GivesBack customer={customer} entry={join} />
            <p><Button leftSection={<Icon name="undo" flip />} onClick={() => onUndo(join)}>{t('link.undo')}</Button></p>
            <p className="note">{t('link.canBeUndone')}</p>
          </section>
        )}
      </div>
    </div>
  );
}
