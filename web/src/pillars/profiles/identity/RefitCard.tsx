import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { DryRun } from '@/ui/flow/DryRun';
import { Card } from '@/ui/layout/Card';
import { ProblemState } from '@/ui/states/ProblemState';
import type { Identity } from '../shapes';
import { useAdopt, useRefit } from './useIdentity';

/** A model that was fitted anew beside the running one: what would change, before it takes over. */
export function RefitCard({ identity: { waiting } }: { identity: Identity }) {
  const { t } = useTranslation('identity');
  const { percent, count, date, signed, digits } = useFormat();
  const refit = useRefit();
  const adopt = useAdopt();
  const error = refit.error ?? adopt.error;
  return (
    <Card span={6} fill title={t('refit.title')} lead={t('refit.lead')}>
      <div className="stack">
        {waiting === null ? <p className="note">{t('refit.none')}</p> : (
          <DryRun
            title={t('refit.waiting', { n: count(waiting.fitted_on), at: date(waiting.fitted_at, 'dateTime') })}
            outcomes={[
              { value: percent(waiting.agreement, 1), label: t('refit.agreement') },
              { value: count(waiting.changed_profiles), label: t('refit.change') },
              ...(waiting.estimated_precision === null ? [] : [{ value: percent(waiting.estimated_precision, 1), label: t('model.precision') }]),
              ...(waiting.estimated_recall === null ? [] : [{ value: percent(waiting.estimated_recall, 1), label: t('model.recall') }]),
              { value: signed(waiting.threshold, 1), label: t('model.threshold') },
            ]}
            actions={<Button variant="filled" loading={adopt.isPending} onClick={() => adopt.mutate(undefined)}>{t('refit.adopt')}</Button>}
          >
            {t('refit.waitingWhy')}
          </DryRun>
        )}
        {refit.data === undefined ? null : <p role="status" className="note">{refit.data.refit === null ? t('refit.tooFew') : refit.data.refit.adopted === null ? null : t('refit.tookOver', { version: digits(String(refit.data.refit.adopted)) })}</p>}
        {error === null ? null : <ProblemState error={error} level="h3" />}
        <p><Button loading={refit.isPending} onClick={() => refit.mutate(undefined)}>{t('refit.do')}</Button></p>
      </div>
    </Card>
  );
}
