import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/ui/actions/CopyButton';
import { Card } from '@/ui/layout/Card';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { laidOut } from './patch';
import css from './Quarantine.module.css';
import { originalQuery } from './useQuarantine';

/** One event as it was received, and the request that brought it. */
export function Original({ id }: { id: string | undefined }) {
  const { t } = useTranslation('collect');
  const original = useQuery({ ...originalQuery(id ?? ''), enabled: id !== undefined });
  const data = original.data;
  return (
    <Card as="aside" span={6} fill title={t('quarantine.original')} action={data === undefined ? undefined : <CopyButton size="xs" text={data.original} />}>
      {id === undefined ? <p className="note">{t('quarantine.pick')}</p> : null}
      {id !== undefined && original.isPending ? <Loading shape="lines" /> : null}
      {original.error === null ? null : <ProblemState error={original.error} level="h3" onRetry={() => void original.refetch()} />}
      {data === undefined ? null : (
        <div className="stack">
          <p className="sm"><bdi className="mono ltr">{data.pointer}</bdi> <bdi lang="en" className="soft">{data.detail}</bdi></p>
          {data.encoding === 'base64' ? <p className="note">{t('quarantine.bytes')}</p> : null}
          <ScrollBox className={css.code} dir="ltr" label={t('quarantine.original')}><pre><code>{data.encoding === 'base64' ? data.original : laidOut(data.original)}</code></pre></ScrollBox>
          {data.headers === null ? null : (
            <details>
              <summary className="sm">{t('quarantine.headers')}</summary>
              <dl className={css.headers} dir="ltr">
                {Object.entries(data.headers as Record<string, string>).map(([name, value]) => (
                  <div key={name}><dt>{name}</dt><dd>{value}</dd></div>
                ))}
              </dl>
            </details>
          )}
        </div>
      )}
    </Card>
  );
}
