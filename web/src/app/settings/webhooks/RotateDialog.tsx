import { Button, Modal, NumberInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, client } from '@/api/client';
import { ProblemState } from '@/ui/states/ProblemState';
import css from '../SettingsPage.module.css';
import { SecretOnce } from './SecretOnce';
import type { Webhook } from './webhooks';

/** A new secret; the old one signs beside it for a while, so that the receiver can change over. */
export function RotateDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation('webhooks');
  const [hours, setHours] = useState<number | string>(24);
  const rotate = useMutation({
    mutationFn: () => answer(client.POST('/api/v1/webhooks/{id}/rotate', { params: { path: { id: webhook.id } }, body: { overlap_hours: Number(hours) } })),
  });
  return (
    <Modal opened onClose={onClose} title={t('rotateOne', { name: webhook.name })} closeButtonProps={{ 'aria-label': t('close') }}>
      {rotate.data === undefined ? (
        <div className={css.form}>
          <NumberInput label={t('overlap')} description={t('overlapWhy')} min={0} max={720} allowDecimal={false} value={hours} onChange={setHours} />
          {rotate.error === null ? null : <ProblemState error={rotate.error} level="h3" />}
          <Button variant="filled" loading={rotate.isPending} onClick={() => rotate.mutate()}>{t('rotate')}</Button>
        </div>
      ) : <SecretOnce secret={rotate.data.secret} onClose={onClose} />}
    </Modal>
  );
}
