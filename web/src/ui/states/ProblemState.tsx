import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { problemOf } from '@/api/problem';
import { State } from './State';

/** Any error, in one place: the server's own words, what still works, and a way to try again. Filters stay in the address. */
export function ProblemState({ error, onRetry, level }: { error: unknown; onRetry?: () => void; level?: 'h1' | 'h2' | 'h3' }) {
  const { t } = useTranslation('ui');
  const problem = problemOf(error);
  if (problem.status === 403) {
    return <State picture="noPermission" title={t('state.noPermission')} level={level}>{problem.detail ?? t('state.noPermissionWhy')}</State>;
  }
  const away = problem.status === 0;
  return (
    <State
      picture="error"
      urgent
      level={level}
      title={away ? t('state.unreachable') : problem.status < 0 ? t('state.broken') : problem.title}
      actions={
        <>
          {onRetry === undefined ? null : <Button variant="filled" onClick={onRetry}>{t('state.retry')}</Button>}
          {problem.code === undefined || away ? null : <span className="sm muted mono ltr">{problem.code}</span>}
        </>
      }
    >
      {away ? t('state.unreachableWhy') : problem.status < 0 ? t('state.brokenWhy') : problem.detail}
      {problem.errors === undefined || problem.errors.length === 0 ? null : (
        <ul>
          {problem.errors.map((one) => (
            <li key={one.pointer}>
              <bdi className="mono">{one.pointer}</bdi> {one.detail}
            </li>
          ))}
        </ul>
      )}
    </State>
  );
}
