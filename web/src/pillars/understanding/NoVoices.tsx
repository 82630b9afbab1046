import { useTranslation } from 'react-i18next';
import { edit, type Search } from '@/app/address/search';
import { NothingInView } from '@/app/view/NothingInView';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { State } from '@/ui/states/State';
import { useWordless } from './useVoices';

/** A view without verbatims: of signals that have no words it says how many they are, and leads to them. */
export function NoVoices({ search }: { search: Search }) {
  const { t } = useTranslation('voices');
  const { data: signals = 0, isPending } = useWordless(search);
  if (isPending) return <Card><Loading shape="table" /></Card>;
  if (signals === 0) return <NothingInView level="h2" />;
  const all = (before: Search) => edit(before, { records: 'all', text: undefined, record: undefined });
  return (
    <Card>
      <State picture="nothingMatches" level="h2" title={t('wordless.title')} actions={<LinkButton variant="filled" to="/voices" search={all as never}>{t('wordless.all')}</LinkButton>}>{t('wordless.why', { count: signals })}</State>
    </Card>
  );
}
