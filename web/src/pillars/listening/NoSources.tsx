import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/layout/Card';
import { State } from '@/ui/states/State';
import { DemoSwitch } from './DemoSwitch';
import { FromPrograms } from './FromPrograms';
import { FileDrop } from './import/FileDrop';
import { giveFile } from './import/givenFile';

/** Nothing has ever arrived: the first step, with its time. */
export function NoSources() {
  const { t } = useTranslation('listening');
  const navigate = useNavigate();
  return (
    <Card>
      <State picture="nothingYet" title={t('empty.title')}>{t('empty.why')}</State>
      <FileDrop
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
