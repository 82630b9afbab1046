import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { RefusedList } from '../links/RefusedList';
import { useEvidenceWords } from '../links/useEvidenceWords';
import css from './IdentityPage.module.css';
import { refusedQuery } from './useIdentity';

/** Joins that the evidence was for and protection refused: how many for which reason, and the newest. */
export function RefusedCard() {
  const { t } = useTranslation('identity');
  const { count } = useFormat();
  const words = useEvidenceWords();
  const refused = useQuery(refusedQuery());
  return (
    <Card title={t('refused.title')} lead={t('refused.lead')} id="refused">
      {refused.data === undefined ? (refused.error === null ? <Loading shape="table" /> : <ProblemState error={refused.error} onRetry={() => void refused.refetch()} />) : refused.data.total === 0 ? <State picture="allDone" level="h3" title={t('refused.none')}>{t('refused.noneWhy')}</State> : (
        <div className="stack">
          <ul className={css.reasons}>
            {refused.data.reasons.map(({ reason, joins }) => <li key={reason}><b className="n">{count(joins)}</b> {words.objection(reason)}</li>)}
          </ul>
          {refused.data.items.length < refused.data.total ? <p className="note">{t('refused.newest', { n: count(refused.data.items.length), of: count(refused.data.total) })}</p> : null}
          <RefusedList items={refused.data.items} />
        </div>
      )}
    </Card>
  );
}
