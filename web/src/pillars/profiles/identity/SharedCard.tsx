import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { useEvidenceWords } from '../links/useEvidenceWords';
import css from './IdentityPage.module.css';
import { sharedQuery } from './useIdentity';
import { useNamespaceWords } from './useNamespaceWords';

/** Values that more people bear than one person can be: masked, with how many, and why. They join nobody. */
export function SharedCard() {
  const { t } = useTranslation('identity');
  const { count } = useFormat();
  const shared = useQuery(sharedQuery);
  const words = useEvidenceWords();
  const named = useNamespaceWords();
  return (
    <Card flush title={t('shared.title')} lead={t('shared.lead')} id="shared">
      {shared.data === undefined ? (shared.error === null ? <Loading shape="table" /> : <ProblemState error={shared.error} onRetry={() => void shared.refetch()} />) : shared.data.items.length === 0 ? <State picture="allDone" level="h3" title={t('shared.none')}>{t('shared.noneWhy')}</State> : (
        <ScrollBox className={css.scroll} label={t('shared.title')}>
          <table className="table">
            <caption className="sr">{t('shared.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('shared.value')}</th>
                <th scope="col">{t('policies.kind')}</th>
                <th scope="col" className="n">{t('shared.people')}</th>
                <th scope="col" className="n">{t('shared.records')}</th>
                <th scope="col">{t('shared.why')}</th>
              </tr>
            </thead>
            <tbody>
              {shared.data.items.map(({ kind, masked, value, people, records, limit, reason }, i) => (
                <tr key={i}>
                  <th scope="row"><Masked masked={masked} value={value} /></th>
                  <td>{named(kind)}</td>
                  <td className="n">{t('shared.of', { n: count(people), limit: count(limit) })}</td>
                  <td className="n">{count(records)}</td>
                  <td className="sm soft">{words.objection(reason)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Card>
  );
}

/** Masked until somebody who may read it asks. */
function Masked({ masked, value }: { masked: string; value: string | null }) {
  const { t } = useTranslation('identity');
  const [open, setOpen] = useState(false);
  return <span className="row wrap"><bdi className="ltr mono">{open ? value : masked}</bdi>{value === null ? null : <Button size="xs" variant="subtle" aria-pressed={open} onClick={() => setOpen(!open)}>{open ? t('shared.hide') : t('shared.show')}</Button>}</span>;
}
