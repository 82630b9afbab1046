import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, client } from '@/api/client';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { Tag } from '@/ui/layout/Tag';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { NewKeyDialog } from './NewKeyDialog';
import css from './SettingsPage.module.css';

const keysQuery = { queryKey: ['keys'], queryFn: () => answer(client.GET('/api/v1/keys')) };

/** Write keys let a page or a system send signals to one source and do nothing else; administrator tokens let a program do what an administrator may. */
export function WriteKeys() {
  const { t } = useTranslation('settings');
  const { date } = useFormat();
  const queries = useQueryClient();
  const keys = useQuery(keysQuery);
  const [making, setMaking] = useState(false);
  const revoke = useMutation({
    mutationFn: (id: number) => answer(client.DELETE('/api/v1/keys/{id}', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  return (
    <Card flush title={t('keys')} lead={t('keysLead')} action={<Button onClick={() => setMaking(true)}>{t('keyNew')}</Button>}>
      {keys.isPending ? <div className={css.below}><Loading shape="table" /></div> : null}
      {keys.error === null ? null : <ProblemState error={keys.error} onRetry={() => void keys.refetch()} />}
      {revoke.error === null ? null : <ProblemState error={revoke.error} />}
      {keys.data !== undefined && keys.data.items.length === 0 ? <p className={`note ${css.below}`}>{t('keysNone')}</p> : null}
      {keys.data !== undefined && keys.data.items.length > 0 ? (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('keyName')}</th>
              <th scope="col">{t('keyKind')}</th>
              <th scope="col">{t('keyMade')}</th>
              <th scope="col">{t('keyUsed')}</th>
              <th scope="col"><span className="sr">{t('keyRevoke')}</span></th>
            </tr>
          </thead>
          <tbody>
            {keys.data.items.map((key) => (
              <tr key={key.id}>
                <td><bdi>{key.name}</bdi></td>
                <td>{key.kind === 'write' ? t('kindWrite', { source: key.source ?? '' }) : t('kindAdmin')}</td>
                <td className="sm">{date(key.created_at, 'dayYear')}</td>
                <td className="sm">{key.last_used_at === null ? t('keyNever') : date(key.last_used_at, 'dateTime')}</td>
                <td className="end">
                  {key.revoked_at === null ? (
                    <Button size="xs" onClick={() => revoke.mutate(key.id)} loading={revoke.isPending && revoke.variables === key.id} aria-label={t('keyRevokeOne', { name: key.name })}>
                      {t('keyRevoke')}
                    </Button>
                  ) : (
                    <Tag>{t('keyRevoked', { at: key.revoked_at })}</Tag>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <NewKeyDialog open={making} onClose={() => setMaking(false)} onMade={() => void queries.invalidateQueries({ queryKey: keysQuery.queryKey })} />
    </Card>
  );
}
