import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { useRows } from '@/app/keyboard/useRows';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import type { Policy } from '../shapes';
import css from './IdentityPage.module.css';
import { PolicyDialog } from './PolicyDialog';
import { policiesQuery } from './useIdentity';
import { useNamespaceWords } from './useNamespaceWords';

/** What each kind of identifier may do, so that a desk telephone or a family mailbox joins nobody. */
export function PoliciesCard() {
  const { t } = useTranslation('identity');
  const { count } = useFormat();
  const policies = useQuery(policiesQuery);
  const rows = useRows<HTMLTableSectionElement>();
  const named = useNamespaceWords();
  const [editing, setEditing] = useState<Policy | null>(null);
  const limit = ({ limit: most, window_days, per_source }: Policy) =>
    most === null ? t('policies.noLimit') : [t('policies.most', { n: most }), ...(window_days === null ? [] : [t('policies.window', { n: window_days })]), ...(per_source ? [t('policies.perSource')] : [])].join(t('join'));
  const few = (all: readonly string[]) => [...all.slice(0, 3).map((one) => `\u2068${one}\u2069`), ...(all.length > 3 ? [t('policies.more', { n: all.length - 3 })] : [])].join(t('join'));
  return (
    <Card flush title={t('policies.title')} lead={t('policies.lead')} id="policies">
      {policies.data === undefined ? (policies.error === null ? <Loading shape="table" /> : <ProblemState error={policies.error} onRetry={() => void policies.refetch()} />) : (
        <div className={css.scroll}>
          <table className="table">
            <caption className="sr">{t('policies.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('policies.kind')}</th>
                <th scope="col">{t('policies.joins')}</th>
                <th scope="col">{t('policies.limit')}</th>
                <th scope="col" className="n">{t('policies.shared')}</th>
                <th scope="col" className="n">{t('policies.priority')}</th>
                <th scope="col">{t('policies.blocked')}</th>
                <th scope="col"><span className="sr">{t('policies.edit')}</span></th>
              </tr>
            </thead>
            <tbody ref={rows}>
              {policies.data.policies.map((policy) => (
                <tr key={policy.namespace}>
                  <th scope="row">{named(policy.namespace)}</th>
                  <td>{policy.exclusive ? t('policies.alone') : t('policies.neverAlone')}</td>
                  <td>{limit(policy)}</td>
                  <td className="n">{count(policy.shared_beyond)}</td>
                  <td className="n">{count(policy.priority)}</td>
                  <td className={`sm ${css.values}`}>{few([...policy.blocked, ...policy.blocked_patterns])}</td>
                  <td className="end"><Button size="xs" data-row onClick={() => setEditing(policy)} aria-label={t('policies.editOf', { kind: named(policy.namespace) })}>{t('policies.edit')}</Button></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing === null || policies.data === undefined ? null : <PolicyDialog policy={editing} all={policies.data.policies} onClose={() => setEditing(null)} />}
    </Card>
  );
}
