import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { DryRun } from '@/ui/flow/DryRun';
import { Icon } from '@/ui/icons/Icon';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import type { Mapping } from './import/mapping';
import { Mend } from './Mend';
import { type QuarantineGroup, useMappingOf, useReplay } from './queries';
import { useReasonWords } from './reasons';

/** Tries the held rows of one reason again, mended if need be: first in pencil, then, if asked, in ink with the same numbers. */
export function ReplayFrame({ group, onClose }: { group: QuarantineGroup; onClose: () => void }) {
  const { t } = useTranslation('listening');
  const { count } = useFormat();
  const words = useReasonWords();
  const saved = useMappingOf(group.source.id);
  const [mended, setMended] = useState<Mapping | null>(null);
  const dry = useReplay();
  const real = useReplay();
  const rows = { source_id: group.source.id, code: group.code, column: group.column };
  const tryOut = (mapping: Mapping | null) => dry.mutate({ ...rows, mapping, dry_run: true });
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    tryOut(null);
  });
  const problem = dry.error ?? real.error;
  const done = real.data;
  const tried = done ?? dry.data;
  if (problem !== null) return <ProblemState error={problem} level="h3" onRetry={() => tryOut(mended)} />;
  if (tried === undefined) return <Loading counting={t('replay.trying')} />;
  const leave = tried.stored + tried.duplicate;
  const mapping = mended ?? saved;
  return (
    <DryRun
      done={done !== undefined}
      title={done !== undefined ? t('replay.done') : mended === null ? t('replay.dry') : t('replay.dryMended')}
      outcomes={[
        { value: count(tried.stored), label: done === undefined ? t('replay.wouldStore') : t('replay.stored') },
        { value: count(tried.duplicate), label: t('replay.duplicate') },
        { value: count(tried.stay_held), label: t('replay.stay') },
      ]}
      actions={
        done === undefined ? (
          <>
            <Button onClick={onClose}>{t('replay.cancel')}</Button>
            <Button variant="filled" disabled={leave === 0 || dry.isPending} loading={real.isPending} rightSection={<Icon name="next" flip />} onClick={() => real.mutate({ ...rows, mapping: mended, dry_run: false })}>
              {t('replay.do', { count: leave })}
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>{t('close')}</Button>
        )
      }
    >
      <p>{words.reason(group)} {done === undefined && leave === 0 ? t('replay.nothing') : null}</p>
      {done !== undefined || mapping === undefined ? null : (
        <Mend
          group={group}
          mapping={mapping}
          onChange={(next) => {
            setMended(next);
            tryOut(next);
          }}
        />
      )}
    </DryRun>
  );
}
