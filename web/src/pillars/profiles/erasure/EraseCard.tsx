import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Card } from '@/ui/layout/Card';
import { EraseDialog } from './EraseDialog';

/** The way to erase a customer: first what would go, then the word, then the proof. */
export function EraseCard({ id }: { id: string }) {
  const { t } = useTranslation('customers');
  const [open, setOpen] = useState(false);
  return (
    <Card span={4} as="aside" title={t('erase.title')} lead={t('erase.lead')} id="erase">
      <div className="row wrap">
        <Button onClick={() => setOpen(true)}>{t('erase.look')}</Button>
        <LinkButton variant="subtle" to="/customers/erasures">{t('erase.proofs')}</LinkButton>
      </div>
      {open ? <EraseDialog id={id} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}
