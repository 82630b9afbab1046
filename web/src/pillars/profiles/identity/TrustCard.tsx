import { Button, NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import type { Trust } from '../shapes';
import css from './IdentityPage.module.css';
import { trustQuery, useTrust } from './useIdentity';

/** Whose word weighs more where sources disagree about one customer. */
export function TrustCard() {
  const { t } = useTranslation('identity');
  const trust = useQuery(trustQuery);
  return (
    <Card flush title={t('trust.title')} lead={t('trust.lead')} id="trust">
      {trust.data === undefined ? (trust.error === null ? <Loading shape="table" /> : <ProblemState error={trust.error} onRetry={() => void trust.refetch()} />) : (
        <div className={css.scroll}>
          <table className={`table ${css.narrow}`}>
            <caption className="sr">{t('trust.title')}</caption>
            <thead><tr><th scope="col">{t('trust.source')}</th><th scope="col">{t('trust.value')}</th></tr></thead>
            <tbody>{trust.data.items.map((one) => <TrustRow key={one.source_id} trust={one} />)}</tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function TrustRow({ trust }: { trust: Trust }) {
  const { t } = useTranslation('identity');
  const [value, setValue] = useState<number | string>(trust.trust);
  const save = useTrust();
  const right = typeof value === 'number' && value > 0 && value <= 1;
  return (
    <tr>
      <th scope="row"><bdi>{trust.source}</bdi></th>
      <td>
        <form
          className="row wrap"
          onSubmit={(event) => {
            event.preventDefault();
            if (right) save.mutate({ source: trust.source_id, trust: value });
          }}
        >
          <NumberInput aria-label={t('trust.of', { source: `\u2068${trust.source}\u2069` })} min={0.05} max={1} step={0.05} decimalScale={2} value={value} onChange={setValue} w={110} />
          <Button type="submit" disabled={!right || value === trust.trust} loading={save.isPending}>{t('trust.save')}</Button>
        </form>
        {save.error === null ? null : <ProblemState error={save.error} level="h3" />}
      </td>
    </tr>
  );
}
