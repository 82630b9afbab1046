import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/layout/Card';
import { DemoSwitch } from './DemoSwitch';
import { FromPrograms } from './FromPrograms';
import { FileDrop } from './import/FileDrop';
import { giveFile } from './import/givenFile';

export function AddCard() {
  const { t } = useTranslation('listening');
  const navigate = useNavigate();
  return (
    <Card as="aside" span={4} fill title={t('add.title')} lead={t('add.lead')}>
      <FileDrop
        small
        onFile={(file) => {
          giveFile(file);
          void navigate({ to: '/sources/import' });
        }}
      />
      <FromPrograms />
      <DemoSwitch />
    </Card>
  );
}
