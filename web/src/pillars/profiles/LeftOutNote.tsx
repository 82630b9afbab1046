import { useTranslation } from 'react-i18next';
import type { Served } from '@/api/read';
import { LinkButton } from '@/ui/actions/LinkButton';
import css from './RegisterPage.module.css';

type LeftOut = Served['LeftOut'];

/** Parts of every signal, by what they are in the register. */
const kinds = { activity: 'activity', channel: 'channel', touchpoint: 'touchpoint', language: 'language', text: 'text', customer: 'identifier', record_key: 'record_id' } as const;
const isFixed = (by: string): by is keyof typeof kinds => by in kinds;
const isolated = (text: string) => `\u2068${text}\u2069`;
const mostSources = 3;

/** What kinds of values a page leaves out because no purpose is named for them, in which sources, and where to name one. */
export function LeftOutNote({ leftOut }: { leftOut: readonly LeftOut[] }) {
  const { t } = useTranslation('register');
  if (leftOut.length === 0) return null;
  const names = leftOut.map(({ by, name, sources }) => {
    const what = isFixed(by) ? t(`kind.${kinds[by]}`) : isolated(name.replaceAll('_', ' '));
    const where = [...sources.slice(0, mostSources).map(isolated), ...(sources.length > mostSources ? ['…'] : [])];
    return where.length === 0 ? what : t('leftOutOf', { what, sources: where.join(t('join')) });
  });
  return (
    <p className={`${css.refused} note`} role="note">
      <span>{t('leftOutKinds', { count: leftOut.length, names: names.join(t('join')) })}</span>
      <LinkButton size="xs" to="/register" search={{ stage: 'open' } as never}>{t('open')}</LinkButton>
    </p>
  );
}
