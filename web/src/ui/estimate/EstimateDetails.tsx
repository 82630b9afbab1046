import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './EstimateDetails.module.css';

type EstimateDetailsProps = { definition: ReactNode; method: ReactNode; filter?: ReactNode; records?: ReactNode; more?: readonly { label: ReactNode; value: ReactNode }[] };

/** What stands behind a number: its definition, its method, the filter, and the records themselves. */
export function EstimateDetails({ definition, method, filter, records, more = [] }: EstimateDetailsProps) {
  const { t } = useTranslation('ui');
  return (
    <dl className={css.details}>
      <dt>{t('estimate.definition')}</dt>
      <dd>{definition}</dd>
      {more.map(({ label, value }, i) => [<dt key={`t${i}`}>{label}</dt>, <dd key={`d${i}`}>{value}</dd>])}
      <dt>{t('estimate.method')}</dt>
      <dd>{method}</dd>
      {filter === undefined ? null : <><dt>{t('estimate.filter')}</dt><dd>{filter}</dd></>}
      {records === undefined ? null : <><dt>{t('estimate.records')}</dt><dd>{records}</dd></>}
    </dl>
  );
}
