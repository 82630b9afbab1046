import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { useRows } from '@/app/keyboard/useRows';
import { Icon } from '@/ui/icons/Icon';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import { Tag } from '@/ui/layout/Tag';
import css from './Quality.module.css';
import type { Field } from './quality';

const large = 0.25;

type FieldTableProps = {
  fields: readonly Field[];
  label: string;
  /** How a field is called here; it may lead somewhere. */
  name: (field: Field) => ReactNode;
  /** One column more at the end. */
  last?: { head: string; cell: (field: Field) => ReactNode };
};

/** Fields with what their values look like, told without a value: what they seem to be, how many are missing, how they are written, and what is worth a look. */
export function FieldTable({ fields, label, name, last }: FieldTableProps) {
  const { t } = useTranslation('quality');
  const { count, percent, number } = useFormat();
  const rows = useRows<HTMLTableSectionElement>();
  return (
    <ScrollBox className={css.scroll} label={label}>
      <table className="table">
        <caption className="sr">{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t('fields.field')}</th>
            <th scope="col">{t('fields.kind')}</th>
            <th scope="col" className="n">{t('fields.missing')}</th>
            <th scope="col" className="n">{t('fields.distinct')}</th>
            <th scope="col">{t('fields.mask')}</th>
            <th scope="col">{t('fields.signs')}</th>
            {last === undefined ? null : <th scope="col">{last.head}</th>}
          </tr>
        </thead>
        <tbody ref={rows}>
          {fields.map((field) => {
            const missing = field.filled.of - field.filled.count;
            return (
              <tr key={`${field.use} ${field.field}`}>
                <th scope="row">{name(field)}</th>
                <td>{field.filled.count === 0 ? <span className="muted">{t('fields.empty')}</span> : <>{t(`kind.${field.kind}`)} <small className="muted">{percent(field.kind_share, 0)}</small></>}</td>
                <td className="n">{missing === 0 ? count(0) : <>{percent(missing / field.filled.of, 1)} <small className="muted">{field.filled.estimate === null ? count(missing) : t('scores.interval', { low: percent(1 - field.filled.estimate.high, 1), high: percent(1 - field.filled.estimate.low, 1) })}</small></>}</td>
                <td className="n">{field.distinct === null ? null : field.distinct.low === field.distinct.high ? count(field.distinct.value) : t('fields.about', { n: count(field.distinct.value) })}</td>
                <td>{field.masks[0] === undefined ? null : <code className={css.code}>{field.masks[0].word}</code>}</td>
                <td>
                  <span className={css.marks}>
                    {field.personal ? <Tag tone="line"><Icon name="lock" /> {t('fields.personal')}</Tag> : null}
                    {field.untrimmed.count > 0 ? <Tag>{t('fields.blankEnds', { n: count(field.untrimmed.count) })}</Tag> : null}
                    {field.placeholders.count > 0 ? <Tag>{t('fields.placeholders', { n: count(field.placeholders.count) })}</Tag> : null}
                    {field.broken.count > 0 ? <Tag tone="worse"><Icon name="warn" /> {t('fields.broken', { n: count(field.broken.count) })}</Tag> : null}
                    {field.numbers !== null && field.numbers.outliers > 0 ? <Tag>{t('fields.outliers', { n: count(field.numbers.outliers) })}</Tag> : null}
                    {field.drift !== null && field.drift >= large ? <Tag tone="worse"><Icon name="warn" /> {t('fields.drift', { index: number(field.drift, 2) })}</Tag> : null}
                  </span>
                </td>
                {last === undefined ? null : <td>{last.cell(field)}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollBox>
  );
}
