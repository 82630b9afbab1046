import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { SideDrawer } from '@/app/view/SideDrawer';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './Quality.module.css';
import { type Field, valuesQuery } from './quality';

/** One field close by: kinds, forms, letters, numbers; and its most frequent values, where the register allows to show them. */
export function FieldDrawer({ source, field, onClose }: { source: string; field: Field | null; onClose: () => void }) {
  const { t } = useTranslation('quality');
  return (
    <SideDrawer opened={field !== null} onClose={onClose} title={field?.field ?? ''} close={t('close')}>
      {field === null ? null : <div className={css.body}><Figures field={field} /><TopValues source={source} field={field.field} /></div>}
    </SideDrawer>
  );
}

function Figures({ field }: { field: Field }) {
  const { t } = useTranslation('quality');
  const { count, date, number } = useFormat();
  const numbers = field.numbers;
  const rows: [string, ReactNode][] = [[t('figure.filled'), t('figure.of', { n: count(field.filled.count), of: count(field.filled.of) })]];
  if (field.distinct !== null) rows.push([t('fields.distinct'), t('figure.between', { n: count(field.distinct.value), low: count(field.distinct.low), high: count(field.distinct.high) })]);
  if (field.shortest !== null && field.longest !== null) rows.push([t('figure.length'), t('figure.range', { low: count(field.shortest), high: count(field.longest) })]);
  if (numbers !== null) {
    if (numbers.low !== null && numbers.high !== null) rows.push([t('figure.numbers'), t('figure.range', { low: number(numbers.low, 2), high: number(numbers.high, 2) })]);
    rows.push([t('figure.median'), number(numbers.median, 2)], [t('figure.middle'), t('figure.range', { low: number(numbers.quarter, 2), high: number(numbers.three_quarters, 2) })], [t('figure.outliers'), count(numbers.outliers)]);
  }
  if (field.first_day !== null && field.last_day !== null) rows.push([t('figure.days'), t('figure.range', { low: date(field.first_day, 'dayYear'), high: date(field.last_day, 'dayYear') })]);
  if (field.drift !== null) rows.push([t('figure.drift'), number(field.drift, 3)]);
  return (
    <>
      <dl className={css.list}>{rows.map(([name, value]) => <Row key={name} name={name} value={value} />)}</dl>
      <p className={css.head}>{t('figure.kinds')}</p>
      <dl className={css.list}>{field.kinds.slice(0, 6).map((one) => <Row key={one.word} name={t(`kind.${one.word as 'text'}`)} value={count(one.count)} />)}</dl>
      <p className={css.head}>{t('figure.masks')}</p>
      <dl className={css.list}>{field.masks.map((one) => <Row key={one.word} name={<code className={css.code}>{one.word}</code>} value={count(one.count)} />)}</dl>
      {field.scripts.length < 2 ? null : (
        <>
          <p className={css.head}>{t('figure.scripts')}</p>
          <dl className={css.list}>{field.scripts.map((one) => <Row key={one.word} name={t(`script.${one.word as 'latin'}`)} value={count(one.count)} />)}</dl>
        </>
      )}
    </>
  );
}

const Row = ({ name, value }: { name: ReactNode; value: ReactNode }) => <div style={{ display: 'contents' }}><dt>{name}</dt><dd>{value}</dd></div>;

function TopValues({ source, field }: { source: string; field: string }) {
  const { t } = useTranslation('quality');
  const { count } = useFormat();
  const values = useQuery(valuesQuery(source, field));
  return (
    <>
      <p className={css.head}>{t('figure.values')}</p>
      {values.isPending ? <Loading shape="lines" /> : null}
      {values.error === null ? null : <ProblemState error={values.error} level="h3" />}
      {values.data === undefined ? null : (
        <>
          <dl className={css.list}>{values.data.values.slice(0, 20).map((one) => <Row key={one.value} name={<bdi dir="auto">{one.value}</bdi>} value={count(one.count)} />)}</dl>
          <p className="note">{t('figure.valuesOf', { rows: count(values.data.rows) })}</p>
        </>
      )}
    </>
  );
}
