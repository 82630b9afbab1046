import { Button, Progress } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, client } from '@/api/client';
import { useFormat } from '@/app/i18n/useFormat';
import { LinkButton } from '@/ui/actions/LinkButton';
import { DryRun } from '@/ui/flow/DryRun';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { FutureNote } from '../FutureNote';
import { type Import, isRunning, sourcesQuery } from '../queries';
import { useImport } from './useImport';

const MappingDialog = lazy(async () => ({ default: (await import('../MappingDialog')).MappingDialog }));

/** The import itself: how far, how fast, how long; then what became of every row. */
export function ImportStep({ id }: { id: number }) {
  const one = useImport(id);
  if (one.isPending) return <Card><Loading shape="card" /></Card>;
  if (one.data === undefined) return <Card><ProblemState error={one.error} onRetry={() => void one.refetch()} /></Card>;
  if (isRunning(one.data)) return <Running one={one.data} onChanged={() => void one.refetch()} />;
  return <Ended one={one.data} />;
}

function Running({ one, onChanged }: { one: Import; onChanged: () => void }) {
  const { t } = useTranslation('listening');
  const { count, bytes, seconds, percent } = useFormat();
  const cancel = useMutation({
    mutationFn: () => answer(client.DELETE('/api/v1/imports/{id}', { params: { path: { id: one.id } } })),
    onSettled: onChanged,
  });
  const share = one.bytes_total > 0 ? one.bytes_read / one.bytes_total : one.rows > 0 ? one.rows_read / one.rows : 0;
  return (
    <Card title={<bdi>{one.file}</bdi>} lead={t(`importState.${one.state}`)} action={<Button loading={cancel.isPending} onClick={() => cancel.mutate()}>{t('run.cancel')}</Button>}>
      <div className="stack">
        <Progress value={share * 100} size="lg" aria-label={t('run.progress')} />
        <p>
          {one.bytes_total > 0 ? t('run.read', { share: percent(share), read: bytes(one.bytes_read), all: bytes(one.bytes_total) }) : null}{' '}
          {t('run.rows', { count: one.rows_read })} {one.rows_per_second > 0 ? t('run.rate', { rate: count(one.rows_per_second) }) : null}{' '}
          {one.seconds_left === null ? null : t('run.left', { left: seconds(one.seconds_left) })}
        </p>
        <p className="note">{t('run.cancelWhy')}</p>
        {cancel.error === null ? null : <ProblemState error={cancel.error} level="h3" />}
      </div>
    </Card>
  );
}

function Ended({ one }: { one: Import }) {
  const { t } = useTranslation('listening');
  const { count } = useFormat();
  const source = one.source === null ? {} : { source: String(one.source.id) };
  const again = <LinkButton to="/sources/import" search={{} as never}>{t('run.another')}</LinkButton>;
  if (one.state === 'cancelled') return <Card><State picture="nothingMatches" title={t('run.cancelled')} actions={again}>{t('run.cancelledWhy')}</State></Card>;
  if (one.state === 'failed') return <Card><State picture="error" urgent title={t('run.failed')} actions={again}><p><bdi>{one.problem}</bdi></p><p>{t('run.failedWhy')}</p></State></Card>;
  return (
    <Card>
      <State
        picture={one.earlier_import === null ? 'allDone' : 'nothingMatches'}
        title={one.stored === 0 && one.earlier_import !== null ? t('run.otherMapping') : one.stored > 0 ? t('run.done', { count: one.stored }) : t('run.nothingNew')}
        actions={
          <>
            <LinkButton variant="filled" to="/pulse" search={source as never}>{t('run.toPulse')}</LinkButton>
            <LinkButton to="/voices" search={source as never}>{t('open.voices')}</LinkButton>
            {one.earlier_import === null ? null : <RunAgain one={one} />}
            {one.quarantined > 0 ? <LinkButton to="/sources" search={source as never} hash="quarantine">{t('run.toHeld', { count: one.quarantined })}</LinkButton> : null}
            {again}
          </>
        }
      >
        {t('run.doneWhy', { file: one.file })}
        <FutureNote future={one.future} />
        {one.earlier_import === null ? null : <p>{t('run.conflict', { count: one.conflicts })}</p>}
      </State>
      <DryRun
        done
        title={<>{t('run.became', { count: one.rows })} <bdi>{one.source?.name}</bdi></>}
        outcomes={[
          { value: count(one.stored), label: t('replay.stored') },
          { value: count(one.duplicate), label: t('replay.duplicate') },
          { value: count(one.quarantined), label: t('run.held') },
          ...(one.set_aside > 0 ? [{ value: count(one.set_aside), label: t('run.setAside') }] : []),
        ]}
      />
    </Card>
  );
}

/** The same file was read by another mapping before: this one can be run over what was received, and takes the place of what was stored. */
function RunAgain({ one }: { one: Import }) {
  const { t } = useTranslation('listening');
  const [open, setOpen] = useState(false);
  const sources = useQuery({ ...sourcesQuery, enabled: open });
  const source = sources.data?.items.find(({ id }) => id === one.source?.id);
  return (
    <>
      <Button loading={open && sources.isPending} onClick={() => setOpen(true)}>{t('run.again')}</Button>
      {open && source !== undefined ? <Suspense><MappingDialog source={source} name={one.mapping.name} onClose={() => setOpen(false)} /></Suspense> : null}
    </>
  );
}
