import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { Tag } from '@/ui/layout/Tag';
import { importsQuery, isRunning } from './queries';
import css from './SourcesPage.module.css';

/** What was brought in lately, and what is coming in now; of one source, or of all. */
export function RecentImports({ source }: { source?: number }) {
  const { t } = useTranslation('listening');
  const { count, date } = useFormat();
  const imports = useQuery(importsQuery);
  const items = imports.data?.items.filter((one) => source === undefined || one.source?.id === source) ?? [];
  if (items.length === 0) return null;
  return (
    <Card flush title={t('imports.title')}>
      <div className={css.scroll}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('imports.file')}</th>
              <th scope="col">{t('table.source')}</th>
              <th scope="col">{t('imports.started')}</th>
              <th scope="col" className="n">{t('imports.rows')}</th>
              <th scope="col" className="n">{t('table.stored')}</th>
              <th scope="col" className="n">{t('table.duplicate')}</th>
              <th scope="col" className="n">{t('table.quarantined')}</th>
              <th scope="col">{t('table.state')}</th>
            </tr>
          </thead>
          <tbody>
            {items.slice(0, 10).map((one) => (
              <tr key={one.id}>
                <th scope="row"><Link to="/sources/import" search={{ import: String(one.id) } as never}><bdi>{one.file}</bdi></Link></th>
                <td className="sm"><bdi>{one.source?.name ?? ''}</bdi></td>
                <td className="sm nowrap">{date(one.started_at, 'dateTime')}</td>
                <td className="n">{count(isRunning(one) ? one.rows_read : one.rows)}</td>
                <td className="n">{count(one.stored)}</td>
                <td className="n muted">{count(one.duplicate)}</td>
                <td className="n">{count(one.quarantined)}</td>
                <td><Tag tone={one.state === 'failed' ? 'worse' : isRunning(one) ? 'accent' : 'plain'}>{t(`importState.${one.state}`)}</Tag></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
