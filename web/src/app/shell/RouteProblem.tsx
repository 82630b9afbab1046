import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Card } from '@/ui/layout/Card';
import { Page } from '@/ui/layout/Page';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';

/** A page that broke: the shell stays, the address stays. */
export function RouteProblem({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  return (
    <Page title={t('shell.problem')}>
      <Card>
        <ProblemState
          error={error}
          level="h1"
          onRetry={() => {
            reset();
            void router.invalidate();
          }}
        />
      </Card>
    </Page>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('shell.notFound')}>
      <Card>
        <State picture="nothingMatches" level="h1" title={t('shell.notFound')} actions={<LinkButton variant="filled" to="/pulse">{t('shell.toPulse')}</LinkButton>}>
          {t('shell.notFoundWhy')}
        </State>
      </Card>
    </Page>
  );
}
