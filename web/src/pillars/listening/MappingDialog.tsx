import { Button, Modal } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answer, client } from '@/api/client';
import { useFormat } from '@/app/i18n/useFormat';
import { DryRun } from '@/ui/flow/DryRun';
import { Tag } from '@/ui/layout/Tag';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { mappingQuery, type Source, useCountAgain } from './queries';
import css from './SourcesPage.module.css';

type Rerun = { version: number; dry_run: boolean };

/** The versions of a source's mapping; any of them can be tried on what was received, and then run over it again. */
export function MappingDialog({ source, name, onClose }: { source: Source; name: string; onClose: () => void }) {
  const { t } = useTranslation('listening');
  const { count, date } = useFormat();
  const navigate = useNavigate();
  const countAgain = useCountAgain();
  const history = useQuery(mappingQuery(name));
  const rerun = useMutation({
    mutationFn: (body: Rerun) => answer(client.POST('/api/v1/mappings/{name}/rerun', { params: { path: { name } }, body: { source_id: source.id, ...body } })),
    onSuccess: (outcome, { dry_run }) => {
      if (dry_run) return;
      void countAgain();
      if ('id' in outcome) void navigate({ to: '/sources/import', search: { import: String(outcome.id) } as never });
    },
  });
  const tried = rerun.data !== undefined && 'would_store' in rerun.data ? { ...rerun.data, version: rerun.variables.version } : null;
  return (
    <Modal opened size="lg" onClose={onClose} title={t('mapping.title', { name })} closeButtonProps={{ 'aria-label': t('close') }}>
      {history.isPending ? <Loading /> : null}
      {history.error === null ? null : <ProblemState error={history.error} level="h3" onRetry={() => void history.refetch()} />}
      <ol className={css.versions}>
        {history.data?.versions.toSorted((a, b) => b.version - a.version).map((one) => (
          <li key={one.version}>
            <b>{t('mapping.version', { version: one.version })}</b>
            <span className="sm soft">
              {date(one.saved_at, 'dateTime')} {one.note ?? ''} {one.version === source.mapping?.version ? <Tag tone="accent">{t('mapping.inUse')}</Tag> : null}
            </span>
            <Button size="xs" loading={rerun.isPending && rerun.variables.version === one.version} onClick={() => rerun.mutate({ version: one.version, dry_run: true })}>{t('mapping.try')}</Button>
          </li>
        ))}
      </ol>
      {rerun.error === null ? null : <ProblemState error={rerun.error} level="h3" />}
      {tried === null ? null : (
        <DryRun
          title={t('mapping.dry', { version: tried.version })}
          outcomes={[
            { value: count(tried.would_store), label: t('replay.wouldStore') },
            { value: count(tried.changed), label: t('mapping.changed') },
            { value: count(tried.would_hold), label: t('mapping.wouldHold') },
          ]}
          actions={<Button variant="filled" loading={rerun.isPending} onClick={() => rerun.mutate({ version: tried.version, dry_run: false })}>{t('mapping.run')}</Button>}
        />
      )}
    </Modal>
  );
}
