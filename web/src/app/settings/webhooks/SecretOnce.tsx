import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/ui/actions/CopyButton';
import css from '../SettingsPage.module.css';

export function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation('webhooks');
  return (
    <div className={css.secret}>
      <p>{t('secretOnce')}</p>
      <code className="ltr">{secret}</code>
      <div className="row">
        <CopyButton text={secret} />
        <Button variant="filled" onClick={onClose}>{t('secretKept')}</Button>
      </div>
    </div>
  );
}
