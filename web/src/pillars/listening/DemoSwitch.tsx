import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, client } from '@/api/client';
import { ProblemState } from '@/ui/states/ProblemState';
import { demoQuery, useCountAgain } from './queries';
import css from './SourcesPage.module.css';

/** The invented company: loaded to look around, removed without a trace. */
export function DemoSwitch() {
  const { t } = useTranslation('listening');
  const countAgain = useCountAgain();
  const demo = useQuery(demoQuery);
  const load = useMutation({
    mutationFn: () => answer(client.POST('/api/v1/demo', { body: {} })),
    onSettled: countAgain,
  });
  const remove = useMutation({ mutationFn: () => answer(client.DELETE('/api/v1/demo')), onSettled: countAgain });
  const problem = load.error ?? remove.error;
  if (demo.data === undefined) return null;
  return (
    <div className={css.demo}>
      {demo.data.present ? (
        <>
          <p className="note">{t('demo.present')}</p>
          <Button size="xs" loading={remove.isPending} onClick={() => remove.mutate()}>{t('demo.remove')}</Button>
        </>
      ) : (
        <>
          <p className="note" role="status">{load.isPending ? t('demo.loading') : t('demo.absent')}</p>
          <Button size="xs" loading={load.isPending} onClick={() => load.mutate()}>{t('demo.load')}</Button>
        </>
      )}
      {problem === null ? null : <ProblemState error={problem} level="h3" />}
    </div>
  );
}
