import { Button, Checkbox } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, client } from '@/api/client';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { Because } from '../quality/Because';
import { FieldTable } from '../quality/FieldTable';
import quality from '../quality/Quality.module.css';
import type { Field, Suggestion } from '../quality/quality';
import css from './MappingStep.module.css';

const profileQuery = (upload: string, source: string) => ({
  queryKey: ['upload-profile', upload, source],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(client.GET('/api/v1/uploads/{id}/profile', { params: { path: { id: upload }, query: { source } }, signal })),
  staleTime: Number.POSITIVE_INFINITY,
  placeholderData: keepPreviousData,
});

type ProfileCardProps = { upload: string; source: string; chosen: ReadonlySet<string>; onChoose: (chosen: ReadonlySet<string>) => void };

/** What every column of the file looks like before it is imported, and the checks that this proposes, to be switched on with it. */
export function ProfileCard({ upload, source, chosen, onChoose }: ProfileCardProps) {
  const { t } = useTranslation('listening');
  const { count } = useFormat();
  const profile = useQuery(profileQuery(upload, source));
  if (profile.data === undefined) {
    return <Card title={t('profile.title')}>{profile.error === null ? <Loading shape="table" counting={t('profile.reading')} /> : <ProblemState error={profile.error} level="h3" onRetry={() => void profile.refetch()} />}</Card>;
  }
  const { rows, whole, faults, fields, suggestions } = profile.data;
  const on = suggestions.filter(({ text }) => chosen.has(text));
  return (
    <Card
      flush
      title={t('profile.title')}
      lead={t(whole ? 'profile.all' : 'profile.first', { rows: count(rows) })}
      action={suggestions.length < 2 ? undefined : on.length === suggestions.length
        ? <Button onClick={() => onChoose(new Set())}>{t('profile.noneOn')}</Button>
        : <Button onClick={() => onChoose(new Set(suggestions.map(({ text }) => text)))}>{t('profile.allOn', { count: suggestions.length })}</Button>}
    >
      <FieldTable
        fields={fields as readonly Field[]}
        label={t('profile.title')}
        name={({ field }) => <bdi>{field}</bdi>}
        last={{ head: t('profile.checks'), cell: ({ field }) => <Proposed checks={suggestions.filter((one) => one.field === field)} chosen={chosen} onChoose={onChoose} /> }}
      />
      <p className={`note ${css.foot}`} role="status">
        {faults > 0 ? <>{t('profile.faults', { count: faults })} </> : null}
        {suggestions.length === 0 ? t('profile.noChecks') : on.length === 0 ? t('profile.off') : t('profile.on', { count: on.length })}
      </p>
    </Card>
  );
}

/** The checks that a column proposes: each only warns, so switching one on keeps no row out. */
function Proposed({ checks, chosen, onChoose }: { checks: readonly Suggestion[]; chosen: ReadonlySet<string>; onChoose: (chosen: ReadonlySet<string>) => void }) {
  const { t } = useTranslation('listening');
  return (
    <div className={css.proposed}>
      {checks.map((one) => (
        <Checkbox
          key={one.text}
          size="xs"
          data-row
          checked={chosen.has(one.text)}
          onChange={(event) => onChoose(new Set(event.currentTarget.checked ? [...chosen, one.text] : [...chosen].filter((text) => text !== one.text)))}
          aria-label={t('profile.switchOn', { line: `\u2066${one.text}\u2069` })}
          label={<code className={quality.code}>{withoutField(one.text)}</code>}
          description={<Because of={one} />}
        />
      ))}
    </div>
  );
}

/** The check alone: its field stands in the row already. */
const withoutField = (line: string): string => line.replace(/^\w+ (?:"(?:[^"]|"")*"|\S+) /, '');
