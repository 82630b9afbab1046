import { useTranslation } from 'react-i18next';
import { LinkButton } from '@/ui/actions/LinkButton';
import css from './RegisterPage.module.css';

/** What a page leaves out because no purpose is named for it, and where to name one. */
export function RefusedNote({ names }: { names: readonly string[] }) {
  const { t } = useTranslation('register');
  if (names.length === 0) return null;
  return (
    <p className={`${css.refused} note`} role="note">
      <span>{t('leftOut', { count: names.length, names: names.map((name) => `\u2068${name}\u2069`).join(t('join')) })}</span>
      <LinkButton size="xs" to="/register" search={{ stage: 'open' } as never}>{t('open')}</LinkButton>
    </p>
  );
}
