import { Button, Modal, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DryRun } from '@/ui/flow/DryRun';
import { useFormat } from '@/app/i18n/useFormat';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import type { Forecast } from '../shapes';
import { StoreTable } from './StoreTable';
import { useErase, useForecast } from './useErasure';

/** What would go and what would stay, counted; and only then, after the id is typed, the deed. */
export function EraseDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const { mutate: look, data, error } = useForecast(id);
  useEffect(() => look(), [look]);
  return (
    <Modal opened onClose={onClose} title={t('erase.title')} closeButtonProps={{ 'aria-label': t('cancel') }} size="xl">
      {data === undefined ? (error === null ? <Loading shape="table" /> : <ProblemState error={error} level="h3" onRetry={() => look()} />) : <Forecasted id={id} forecast={data} onClose={onClose} />}
    </Modal>
  );
}

function Forecasted({ id, forecast, onClose }: { id: string; forecast: Forecast; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const { count } = useFormat();
  const navigate = useNavigate();
  const erase = useErase(id);
  const [why, setWhy] = useState('');
  const [typed, setTyped] = useState('');
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        erase.mutate(why.trim(), { onSuccess: ({ id: proof }) => void navigate({ to: '/customers/erasures', search: { proof: String(proof) } as never }) });
      }}
    >
      <DryRun
        title={t('erase.look')}
        outcomes={[
          { value: count(forecast.records), label: t('column.records') },
          { value: count(forecast.identifiers), label: t('erase.own') },
          { value: count(forecast.shared), label: t('erase.shared') },
          { value: count(forecast.mentions.length), label: t('erase.mentions') },
        ]}
      />
      <StoreTable done={false} lines={forecast.stores} label={t('erase.look')} />
      <TextInput label={t('erase.why')} dir="auto" required maxLength={500} value={why} onChange={(event) => setWhy(event.currentTarget.value)} />
      <TextInput label={t('erase.confirm', { id: `\u2066${id}\u2069` })} dir="ltr" autoComplete="off" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      {erase.error === null ? null : <ProblemState error={erase.error} level="h3" />}
      <p className="note">{t('erase.never')}</p>
      <div className="row wrap">
        <Button type="submit" disabled={typed.trim() !== id || why.trim() === ''} loading={erase.isPending}>{t('erase.do')}</Button>
        <Button variant="filled" onClick={onClose}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
