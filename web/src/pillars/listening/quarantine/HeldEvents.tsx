import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRows } from '@/app/keyboard/useRows';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { Ago } from '@/ui/time/Ago';
import type { QuarantineGroup } from '../queries';
import css from './Quarantine.module.css';
import { useHeld } from './useQuarantine';

/** The events of one reason; j and k walk them, the one in sight stands beside with its bytes. */
export function HeldEvents({ group, chosen, onChoose }: { group: QuarantineGroup; chosen: string | undefined; onChoose: (id: string) => void }) {
  const { t } = useTranslation('collect');
  const held = useHeld(String(group.source.id), group.code);
  const rows = useRows<HTMLTableSectionElement>();
  const items = held.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card span={6} fill flush title={t('quarantine.events')}>
      {held.isPending ? <div className={css.pad}><Loading shape="table" /></div> : null}
      {held.error === null ? null : <ProblemState error={held.error} level="h3" onRetry={() => void held.refetch()} />}
      {held.data !== undefined && items.length === 0 ? <p className={`note ${css.pad}`}>{t('quarantine.none')}</p> : null}
      <div className={css.tall} hidden={items.length === 0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('quarantine.message')}</th>
              <th scope="col">{t('quarantine.where')}</th>
              <th scope="col">{t('quarantine.seen')}</th>
            </tr>
          </thead>
          <tbody ref={rows}>
            {items.map((item) => (
              <tr key={item.id} aria-selected={item.id === chosen || undefined}>
                <td>
                  <button type="button" className={css.pick} data-row aria-pressed={item.id === chosen} onClick={() => onChoose(item.id)}>
                    {item.messageId === null ? <span className="muted">{t('quarantine.noId')}</span> : <bdi className="mono sm ltr">{item.messageId}</bdi>}
                  </button>
                </td>
                <td><bdi className="mono sm ltr">{item.pointer}</bdi></td>
                <td className="sm nowrap"><Ago at={item.lastSeen} /></td>
              </tr>
            ))}
          </tbody>
        </table>
        {held.hasNextPage ? <p className={css.pad}><Button size="xs" loading={held.isFetchingNextPage} onClick={() => void held.fetchNextPage()}>{t('quarantine.more')}</Button></p> : null}
      </div>
    </Card>
  );
}
