import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { heldRowsQuery, type QuarantineGroup } from './queries';
import css from './SourcesPage.module.css';

/** The rows of one reason as they were received, byte for byte. */
export function HeldRows({ group }: { group: QuarantineGroup }) {
  const { t } = useTranslation('listening');
  const { count } = useFormat();
  const rows = useQuery(heldRowsQuery(group));
  if (rows.isPending) return <Loading shape="table" />;
  if (rows.error !== null) return <ProblemState error={rows.error} level="h3" onRetry={() => void rows.refetch()} />;
  return (
    <table className="table">
      <caption className="sr">{t('quarantine.show')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('quarantine.file')}</th>
          <th scope="col" className="n">{t('quarantine.row')}</th>
          <th scope="col">{t('quarantine.value')}</th>
          <th scope="col">{t('quarantine.received')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.data.items.map((row) => (
          <tr key={row.id}>
            <td className="sm"><bdi>{row.file ?? ''}</bdi></td>
            <td className="n">{row.row === null ? '' : count(row.row + 1)}</td>
            <td><bdi className="mono sm">{row.value ?? ''}</bdi></td>
            <td><bdi className={css.raw} title={JSON.stringify(row.raw)}>{JSON.stringify(row.raw)}</bdi></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
