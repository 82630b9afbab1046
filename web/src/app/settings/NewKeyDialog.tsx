import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, client } from '@/api/client';
import { CopyButton } from '@/ui/actions/CopyButton';
import { Segmented } from '@/ui/layout/Segmented';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './SettingsPage.module.css';

type Kind = 'write' | 'admin';

/** Makes a key and shows its secret once: afterwards only its fingerprint is kept. */
export function NewKeyDialog({ open, onClose, onMade }: { open: boolean; onClose: () => void; onMade: () => void }) {
  const { t } = useTranslation('settings');
  const [kind, setKind] = useState<Kind>('write');
  const [name, setName] = useState('');
  const [source, setSource] = useState('');
  const make = useMutation({
    mutationFn: () => answer(client.POST('/api/v1/keys', { body: { kind, name, source: kind === 'write' ? source : null } })),
    onSuccess: onMade,
  });
  const close = () => {
    make.reset();
    setName('');
    setSource('');
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
          <Segmented label={t('keyKind')} value={kind} onChange={setKind} options={[{ value: 'write', label: t('kindWriteShort') }, { value: 'admin', label: t('kindAdmin') }]} />
          <p className="note">{kind === 'write' ? t('kindWriteWhy') : t('kindAdminWhy')}</p>
          <TextInput label={t('keyName')} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
          {kind === 'write' ? <TextInput label={t('keySource')} description={t('keySourceWhy')} required value={source} onChange={(event) => setSource(event.currentTarget.value)} /> : null}
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
