import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { all, edit, type Search } from '@/app/address/search';
import { filterOf, narrows } from '@/app/view/filter';
import type { Naming } from '@/app/view/useNaming';
import { Crumbs } from '@/ui/layout/Crumbs';

/** The way from the score down to these voices; each step is the pulse of what it names. */
export function VoicesCrumbs({ search, naming, found, whole }: { search: Search; naming: Naming; found: number; whole: boolean }) {
  const { t } = useTranslation('voices');
  const filter = filterOf(search);
  if (filter['source'] === undefined) return null;
  const steps = Object.keys(filter).filter((name) => narrows(name) && name !== 'q' && name !== 'customer' && name !== 'text');
  const upTo = (n: number): Search => edit(filter, Object.fromEntries(steps.slice(n).map((name) => [name, undefined])));
  return (
    <Crumbs label={t('crumbs')}>
      {[
        <Link key="pulse" to="/pulse" search={edit(upTo(0), { q: undefined, customer: undefined, text: undefined }) as never}>{naming.value('source', all(filter, 'source')[0] ?? '')}</Link>,
        ...steps.map((name, i) => (
          <Link key={name} to="/voices" search={upTo(i + 1) as never}><bdi>{naming.by(name)}: {all(filter, name).map((value) => naming.value(name, value)).join(', ')}</bdi></Link>
        )),
        <span key="here">{whole ? t('titleWhole') : t('count', { count: found })}</span>,
      ]}
    </Crumbs>
  );
}
