import { Button, Checkbox, Modal, MultiSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, client } from '@/api/client';
import { useCatalogue } from '@/app/view/catalogue';
import { ProblemState } from '@/ui/states/ProblemState';
import css from '../SettingsPage.module.css';
import { SecretOnce } from './SecretOnce';
import { kindKey, kinds, webhooksQuery } from './webhooks';

/** Asks who is told what, and shows the secret once. */
export function NewWebhookDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('webhooks');
  const queries = useQueryClient();
  const sources = useCatalogue().data?.sources ?? [];
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [told, setTold] = useState<string[]>([kinds[0]]);
  const [of, setOf] = useState<string[]>([]);
  const make = useMutation({
    mutationFn: () => answer(client.POST('/api/v1/webhooks', { body: { name, url, kinds: told, sources: of } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t('new')} closeButtonProps={{ 'aria-label': t('close') }}>
      {make.data === undefined ? (
        <form className={css.form} onSubmit={submit}>
          <TextInput label={t('name')} required value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
          <TextInput label={t('url')} description={t('urlWhy')} type="url" dir="ltr" required value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
          <Checkbox.Group label={t('told')} value={told} onChange={setTold}>
            <div className="stack">
              {kinds.map((kind) => <Checkbox key={kind} value={kind} label={t(kindKey(kind))} />)}
            </div>
          </Checkbox.Group>
          <MultiSelect label={t('sources')} description={t('sourcesWhy')} data={sources.map((source) => source.name)} value={of} onChange={setOf} />
          <p className="note">{t('what')}</p>
          {make.error === null ? null : <ProblemState error={make.error} level="h3" />}
          <Button type="submit" variant="filled" loading={make.isPending} disabled={told.length === 0}>{t('make')}</Button>
        </form>
      ) : <SecretOnce secret={make.data.secret} onClose={onClose} />}
    </Modal>
  );
}
