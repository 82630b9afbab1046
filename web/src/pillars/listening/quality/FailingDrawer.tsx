import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { SideDrawer } from '@/app/view/SideDrawer';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './Quality.module.css';
import { type Check, failingQuery } from './quality';

/** The newest stored rows that do not keep a check. */
export function FailingDrawer({ source, check, onClose }: { source: string; check: Check | null; onClose: () => void }) {
  const { t } = useTranslation('quality');
  return (
    <SideDrawer opened={check !== null} onClose={onClose} title={t('failing.title')} close={t('close')}>
      {check === null ? null : <Rows source={source} check={check.key} />}
    </SideDrawer>
  );
}

function Rows({ source, check }: { source: string; check: string }) {
  const { t } = useTranslation('quality');
  const { count, date } = useFormat();
  const rows = useQuery(failingQuery(source, check));
  return (
    <div className={css.body}>
      <p><code className={css.code}>{check}</code></p>
      {rows.isPending ? <Loading shape="table" /> : null}
      {rows.error === null ? null : <ProblemState error={rows.error} level="h3" />}
      {rows.data === undefined ? null : (
        <>
          <p className="note">{t('failing.of', { n: count(rows.data.rows.length), rows: count(rows.data.asked) })}</p>
          <ScrollBox className={css.tall} label={t('failing.title')}>
            <table className="table">
              <caption className="sr">{t('failing.title')}</caption>
              <thead><tr><th scope="col">{t('failing.received')}</th>{rows.data.columns.map((column) => <th key={column} scope="col"><bdi>{column}</bdi></th>)}</tr></thead>
              <tbody>
                {rows.data.rows.map((row) => (
                  <tr key={row.seq}><th scope="row" className="sm nowrap">{date(row.received_at, 'dateTime')}</th>{row.values.map((value, i) => <td key={rows.data.columns[i]} dir="auto">{value === '' ? <span className="muted">{t('failing.empty')}</span> : value}</td>)}</tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        </>
      )}
    </div>
  );
}
