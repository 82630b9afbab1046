import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, client } from '@/api/client';
import { CopyButton } from '@/ui/actions/CopyButton';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './SettingsPage.module.css';

/** Makes an administrator token and shows its secret once: afterwards only its fingerprint is kept. */
export function NewKeyDialog({ open, onClose, onMade }: { open: boolean; onClose: () => void; onMade: () => void }) {
  const { t } = useTranslation('settings');
  const [name, setName] = useState('');
  const make = useMutation({
    mutationFn: () => answer(client.POST('/api/v1/keys', { body: { kind: 'admin', name, source: null } })),
    onSuccess: onMade,
  });
  const close = () => {
    make.reset();
    setName('');
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Modal opened={open} onClose={close} title={t('keyNew')} closeButtonProps={{ 'aria-label': t('close') }}>
      {make.data === undefined ? (
        <form className={css.form} onSubmit={submit}>
          <p className="note">{t('kindAdminWhy')}</p>
          <TextInput label={t('keyName')} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
          {make.error === null ? null : <ProblemState error={make.error} level="h3" />}
          <Button type="submit" variant="filled" loading={make.isPending}>{t('keyMake')}</Button>
        </form>
      ) : (
        <div className={css.secret}>
          <p>{t('secretOnce')}</p>
          <code className="ltr">{make.data.secret}</code>
          <div className="row">
            <CopyButton text={make.data.secret} />
            <Button variant="filled" onClick={close}>{t('secretKept')}</Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
