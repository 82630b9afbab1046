import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/ui/actions/CopyButton';
import css from './Live.module.css';

/** A new key, shown this once. */
export function Secret({ of: secret }: { of: string }) {
  const { t } = useTranslation('collect');
  return (
    <div className="stack" role="status">
      <p>{t('keys.once')}</p>
      <code className={css.code} dir="ltr">{secret}</code>
      <div><CopyButton text={secret} /></div>
    </div>
  );
}
