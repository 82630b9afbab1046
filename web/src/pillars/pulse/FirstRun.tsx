import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, client } from '@/api/client';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';

const customers = 10_000;

/** Nothing with a score has been heard yet: what to do first, and how long it takes. */
export function FirstRun({ heard }: { heard: boolean }) {
  const { t } = useTranslation('pulse');
  const queries = useQueryClient();
  const demo = useMutation({
    mutationFn: () => answer(client.POST('/api/v1/demo', { body: { customers, seed: 1 } })),
    onSuccess: () => queries.invalidateQueries(),
  });
  if (demo.isPending) return <Card><h1 className="h2">{t('first.loading')}</h1><Loading shape="card" counting={t('first.counting', { count: customers })} /></Card>;
  if (demo.isError) return <Card><ProblemState error={demo.error} level="h1" onRetry={() => demo.mutate()} /></Card>;
  return (
    <Card>
      <State
        picture="nothingYet"
        level="h1"
        title={heard ? t('first.noScore') : t('first.title')}
        actions={
          <>
            <LinkButton variant="filled" to="/sources">{t('first.import')}</LinkButton>
            <Button onClick={() => demo.mutate()}>{t('first.demo')}</Button>
          </>
        }
      >
        {heard ? t('first.noScoreWhy') : t('first.why')} {t('first.demoWhy', { count: customers })}
      </State>
    </Card>
  );
}
