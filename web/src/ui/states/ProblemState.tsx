import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, problemOf } from '@/api/problem';
import { LinkButton } from '@/ui/actions/LinkButton';
import { State } from './State';
import { useProblemWords } from './useProblemWords';

type ProblemStateProps = {
  error: unknown;
  /** Asks again; left out for what the server will refuse every time. */
  onRetry?: () => void;
  /** Where to go instead when what was asked for is not there: one button. */
  back?: ReactNode;
  level?: 'h1' | 'h2' | 'h3';
};

/** Any error, in one place: what is so in the reader's language, and what can be done. Filters stay in the address. */
export function ProblemState({ error, ...rest }: ProblemStateProps) {
  const problem = problemOf(error);
  // Words for the server's problems are fetched only when it has told one: it may be the very thing that does not answer.
  return problem.status > 0 && problem.code !== undefined ? <Told problem={problem} {...rest} /> : <Untold problem={problem} {...rest} />;
}

/** No answer came, or it was not the server that broke. */
function Untold({ problem, onRetry, back, level }: Omit<ProblemStateProps, 'error'> & { problem: Problem }) {
  const { t } = useTranslation('ui');
  if (problem.status === 403) return <State picture="noPermission" title={t('state.noPermission')} level={level} actions={back}>{problem.detail ?? t('state.noPermissionWhy')}</State>;
  const away = problem.status === 0;
  return (
    <State
      picture="error"
      urgent
      level={level}
      title={away ? t('state.unreachable') : problem.status < 0 ? t('state.broken') : problem.title}
      actions={onRetry === undefined ? back : <Button variant="filled" onClick={onRetry}>{t('state.retry')}</Button>}
    >
      {away ? t('state.unreachableWhy') : problem.status < 0 ? t('state.brokenWhy') : problem.detail}
    </State>
  );
}

/** The server refused, and says why. */
function Told({ problem, onRetry, back, level }: Omit<ProblemStateProps, 'error'> & { problem: Problem }) {
  const { t } = useTranslation(['ui', 'problems']);
  const words = useProblemWords(problem);
  // Asking again for what is not there, or in words that cannot be read, ends the same way.
  const lost = problem.status === 404 || problem.status === 400;
  const unnamed = problem.code === 'no_purpose';
  const away = back ?? (history.length > 1 ? <Button variant="filled" onClick={() => history.back()}>{t('problems:back')}</Button> : <Button component="a" href="/pulse" variant="filled">{t('problems:toPulse')}</Button>);
  return (
    <State
      picture={problem.status === 403 ? 'noPermission' : problem.status === 404 ? 'nothingMatches' : 'error'}
      urgent
      level={level}
      title={words.title}
      actions={
        <>
          {unnamed ? <>{away}<LinkButton to="/register" search={{ stage: 'open' } as never}>{t('problems:openRegister')}</LinkButton></> : lost ? (onRetry === undefined && back === undefined ? null : away) : onRetry === undefined ? back : <Button variant="filled" onClick={onRetry}>{t('state.retry')}</Button>}
          <span className="sm muted mono ltr">{problem.code}</span>
        </>
      }
    >
      {words.why}
      {words.rest.length === 0 ? null : <ul>{words.rest.map(({ pointer, detail }) => <li key={`${pointer} ${detail}`}><bdi className="mono">{pointer}</bdi> <bdi lang="en">{detail}</bdi></li>)}</ul>}
      {problem.status >= 500 && problem.request_id !== undefined ? <p className="note">{t('problems:number', { id: problem.request_id })}</p> : null}
    </State>
  );
}
