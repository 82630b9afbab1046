import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useFormat } from '@/app/i18n/useFormat';
import { FieldDetail } from './FieldDetail';
import { fieldOf, type FieldUse, type Mapping, fieldAs, uses, withField } from './mapping';
import css from './MappingStep.module.css';

type ColumnTableProps = { mapping: Mapping; profile: readonly Schemas['ColumnProfile'][]; onChange: (mapping: Mapping) => void };

/** Every column of the file, what stands in it, and what it is used for. */
export function ColumnTable({ mapping, profile, onChange }: ColumnTableProps) {
  const { t } = useTranslation('listening');
  const { count } = useFormat();
  return (
    <div className={css.columns}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('columns.column')}</th>
            <th scope="col">{t('columns.examples')}</th>
            <th scope="col">{t('columns.use')}</th>
            <th scope="col">{t('columns.how')}</th>
          </tr>
        </thead>
        <tbody>
          {profile.map(({ column, examples, filled, distinct, as_score }) => {
            const field = fieldOf(mapping, column);
            return (
              <tr key={column} className={field.as === 'ignore' ? css.ignored : undefined}>
                <th scope="row" className={css.column}>
                  <b><bdi>{column}</bdi></b>
                  <small>{t('columns.filled', { filled: count(filled), distinct: count(distinct) })}</small>
                </th>
                <td>{examples.map((example, i) => <span key={i} className={css.examples}><bdi>{example}</bdi></span>)}</td>
                <td>
                  <NativeSelect
                    size="xs"
                    aria-label={t('columns.useOf', { column })}
                    value={field.as}
                    onChange={(event) => onChange(withField(mapping, fieldAs(column, event.currentTarget.value as FieldUse, as_score)))}
                    data={uses.map((use) => ({ value: use, label: t(`use.${use}`) }))}
                  />
                </td>
                <td><FieldDetail field={field} onChange={(next) => onChange(withField(mapping, next))} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
