import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Driver, Priorities } from '@/pillars/priorities/usePriorities';
import type { Search } from '@/app/address/search';
import { within } from '@/app/view/filter';
import { DriverTable } from '@/pillars/priorities/DriverTable';
import { lowEnd } from '@/pillars/priorities/lowEnd';
import { RefusedWords } from '@/pillars/priorities/RefusedWords';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import type { PulsePart } from './parts';
import css from './Raise.module.css';

const mostShown = 5;

/** The first of the tiers, as many as fit; a tier that is cut says so. */
export function firstTiers(priorities: Pick<Priorities, 'priority_tiers' | 'drivers'>, most = mostShown): { rows: Driver[]; clear: boolean; size: number }[] {
  let left = most;
  return priorities.priority_tiers.flatMap(({ ids, clear }) => {
    const rows = ids.flatMap((id) => priorities.drivers.filter(({ question }) => question.id === id)).slice(0, left);
    left -= rows.length;
    return rows.length === 0 ? [] : [{ rows, clear, size: ids.length }];
  });
}

type RaiseProps = PulsePart & { study: Search; priorities: UseQueryResult<Priorities> };

/** What would raise it most: effect times reach, in tiers. */
export function Raise({ study, priorities: { data, error, refetch }, search, scope }: RaiseProps) {
  const { t } = useTranslation('pulse');
  const all = data === undefined || data.drivers.length === 0 ? undefined : (
    <Link to="/priorities" search={study as never} className={css.all}>{t('raise.all', { count: data.drivers.length })} <Icon name="next" flip size={14} /></Link>
  );
  const readable = data !== undefined && data.verdict !== 'refused' && data.priority_tiers.length > 0;
  return (
    <Card flush={readable} title={t('raise.title')} lead={<>{t('raise.lead')} {data?.outcome.metric === 'nps' ? t('raise.notNps') : null}</>} action={all}>
      {error !== null && data === undefined ? (
        <ProblemState error={error} level="h3" onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading shape="table" counting={t('raise.counting')} />
      ) : readable ? (
        <>
          {data.hard_to_tell_apart ? <p className={css.apart}><b>{t('raise.hardToTell')}</b> {t('raise.hardToTellWhy')}</p> : null}
          <DriverTable
            priorities={data}
            tiers={firstTiers(data)}
            last={{ label: t('raise.next'), cell: (driver) => <Link to="/voices" search={within(search, scope, { ...lowEnd(driver), sort: 'lowest' }) as never}>{t('raise.read')}</Link> }}
          />
        </>
      ) : (
        <RefusedWords priorities={data} />
      )}
    </Card>
  );
}
