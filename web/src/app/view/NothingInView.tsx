import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchState } from '@/app/address/useSearchState';
import { all } from '@/app/address/search';
import { Card } from '@/ui/layout/Card';
import { State } from '@/ui/states/State';
import { useCatalogue } from './catalogue';
import { narrows } from './filter';
import { useNaming } from './useNaming';

/** Filters or days leave nothing: each can be lifted alone, without losing the others. */
export function NothingInView({ level = 'h1' }: { level?: 'h1' | 'h2' }) {
  const { t } = useTranslation(['view', 'ui']);
  const [search, change] = useSearchState();
  const { data: catalogue } = useCatalogue();
  const naming = useNaming(catalogue);
  const set = Object.keys(search).filter(narrows);
  const dated = 'from' in search || 'to' in search;
  const none = { from: undefined, to: undefined, against: undefined, against_from: undefined, against_to: undefined };
  return (
    <Card>
      <State
        picture="nothingMatches"
        level={level}
        title={t('nothing.title')}
        actions={
          <>
            {set.map((name, i) => (
              <Button key={name} variant={i === 0 ? 'filled' : 'default'} onClick={() => change({ [name]: undefined })}>
                {t('ui:state.lift', { filter: `${naming.by(name)}: ${all(search, name).map((value) => naming.value(name, value)).join(', ')}` })}
              </Button>
            ))}
            {dated ? <Button variant={set.length === 0 ? 'filled' : 'default'} onClick={() => change(none)}>{t('nothing.days')}</Button> : null}
          </>
        }
      >
        {set.length > 0 ? t('nothing.filters') : t('nothing.period')}
      </State>
    </Card>
  );
}
