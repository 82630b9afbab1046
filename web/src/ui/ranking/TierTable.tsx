import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './TierTable.module.css';

export type Tier<Row> = { rows: readonly Row[]; /** False: its intervals include 0. */ clear: boolean; /** Instead of first, next, after that. */ name?: ReactNode; why?: ReactNode };

type TierTableProps<Row> = {
  caption: string;
  /** Columns; name is what a cell is called on a narrow screen, where rows are stacked and the head is gone. */
  head: readonly { key: string; label: ReactNode; name?: string; className?: string }[];
  tiers: readonly Tier<Row>[];
  rowKey: (row: Row) => string;
  cells: (row: Row) => readonly ReactNode[];
  selected?: string;
  onPick?: (row: Row) => void;
};

/** Why a group is a group: which place it has, and that its members cannot be told apart. */
export function TierBar({ place, size, clear, name: given, why, columns }: { place: number; size: number; clear: boolean; name?: ReactNode; why?: ReactNode; columns: number }) {
  const { t } = useTranslation('ui');
  const name = given ?? (clear ? (place === 0 ? t('tier.first') : place === 1 ? t('tier.next') : t('tier.after')) : t('tier.unclear'));
  const words = why ?? (clear ? (size > 1 ? t('tier.cannotTell', { count: size }) : t('tier.alone')) : t('tier.unclearWhy'));
  return (
    <tr className={css.tier}>
      <th colSpan={columns} scope="rowgroup"><b>{name}</b> {words}</th>
    </tr>
  );
}

const nameOf = (column: { label: ReactNode; name?: string } | undefined): string | undefined => column?.name ?? (typeof column?.label === 'string' ? column.label : undefined);

/** A ranking that says only what the data support: groups in order, no order within a group. */
export function TierTable<Row>({ caption, head, tiers, rowKey, cells, selected, onPick }: TierTableProps<Row>) {
  return (
    <table className={`table ${css.table}`}>
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>{head.map(({ key, label, className }) => <th key={key} scope="col" className={className}>{label}</th>)}</tr>
      </thead>
      {tiers.map((tier, i) => (
        <tbody key={i}>
          <TierBar place={i} size={tier.rows.length} clear={tier.clear} name={tier.name} why={tier.why} columns={head.length} />
          {tier.rows.map((row) => (
            <tr key={rowKey(row)} aria-selected={rowKey(row) === selected ? true : undefined} data-pick={onPick === undefined ? undefined : ''} onClick={onPick === undefined ? undefined : () => onPick(row)}>
              {cells(row).map((cell, j) => (j === 0 ? <th key={j} scope="row">{cell}</th> : <td key={j} data-name={nameOf(head[j])}>{cell}</td>))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
