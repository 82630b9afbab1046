import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { DryRun } from '@/ui/flow/DryRun';
import { Icon } from '@/ui/icons/Icon';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { type QuarantineGroup, useReplay } from './queries';
import { useReasonWords } from './reasons';

/** Tries the held rows of one reason again: first in pencil, then, if asked, in ink with the same numbers. */
export function ReplayFrame({ group, onClose }: { group: QuarantineGroup; onClose: () => void }) {
  const { t } = useTranslation('listening');
  const { count } = useFormat();
  const words = useReasonWords();
  const dry = useReplay();
  const real = useReplay();
  const rows = { source_id: group.source.id, code: group.code, ...(group.column === null ? {} : { column: group.column }) };
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    dry.mutate({ ...rows, dry_run: true });
  });
  const problem = dry.error ?? real.error;
  if (problem !== null) return <ProblemState error={problem} level="h3" onRetry={() => dry.mutate({ ...rows, dry_run: true })} />;
  const done = real.data;
  const tried = done ?? dry.data;
  if (tried === undefined) return <Loading counting={t('replay.trying')} />;
  const stored = done === undefined ? (tried.would_store ?? 0) : (tried.stored ?? 0);
  const duplicate = done === undefined ? (tried.would_duplicate ?? 0) : (tried.duplicate ?? 0);
  return (
    <DryRun
      done={done !== undefined}
      title={done === undefined ? t('replay.dry') : t('replay.done')}
      outcomes={[
        { value: count(stored), label: done === undefined ? t('replay.wouldStore') : t('replay.stored') },
        { value: count(duplicate), label: t('replay.duplicate') },
        { value: count(tried.stay_held), label: t('replay.stay') },
      ]}
      actions={
        done === undefined ? (
          <>
            <Button onClick={onClose}>{t('replay.cancel')}</Button>
            <Button variant="filled" disabled={stored + duplicate === 0} loading={real.isPending} rightSection={<Icon name="next" flip />} onClick={() => real.mutate({ ...rows, dry_run: false })}>
              {t('replay.do', { count: stored + duplicate })}
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>{t('close')}</Button>
        )
      }
    >
      {words.reason(group)} {done === undefined && stored + duplicate === 0 ? t('replay.nothing') : null}
    </DryRun>
  );
}
