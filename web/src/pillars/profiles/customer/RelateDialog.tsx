import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRelate } from '../useCustomers';
import { types, useRelationWords } from './relations';
import { WhyDialog } from './WhyDialog';

/** States a tie to another customer by hand. */
export function RelateDialog({ from, onClose }: { from: string; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const words = useRelationWords();
  const relate = useRelate();
  const [to, setTo] = useState('');
  const [type, setType] = useState<string>(types[0]);
  const [since, setSince] = useState('');
  return (
    <WhyDialog
      title={t('relations.add')}
      deed={t('relations.add')}
      error={relate.error}
      pending={relate.isPending}
      disabled={to.trim() === ''}
      onDo={(why) => relate.mutate({ from, to: to.trim(), type, since: since === '' ? null : since, until: null, why }, { onSuccess: onClose })}
      onClose={onClose}
      whyNeeded={t('relations.whySource')}
    >
      <NativeSelect label={t('relations.type')} value={type} onChange={(event) => setType(event.currentTarget.value)} data={types.map((value) => ({ value, label: words.to(value) }))} />
      <TextInput label={t('relations.to')} description={t('relations.toWhy')} dir="ltr" required value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      <TextInput label={t('relations.sinceLabel')} type="date" value={since} onChange={(event) => setSince(event.currentTarget.value)} />
      <p className="note">{t('relations.never')}</p>
    </WhyDialog>
  );
}
