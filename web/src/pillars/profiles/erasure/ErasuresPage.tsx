import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { useFormat } from '@/app/i18n/useFormat';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Crumbs } from '@/ui/layout/Crumbs';
import { Head, Page } from '@/ui/layout/Page';
import { Tag } from '@/ui/layout/Tag';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import type { Proof } from '../shapes';
import css from './Erasure.module.css';
import { StoreTable } from './StoreTable';
import { proofsQuery } from './useErasure';

const states = ['running', 'checking', 'done'] as const;
const looks = ['stores', 'freed_blocks', 'write_ahead', 'bytes'] as const;

/** What was erased, where, and how it was checked; each proof follows from the one before it. */
export function ErasuresPage() {
  const { t } = useTranslation('customers');
  const [search] = useSearchState();
  const { data, error, refetch } = useQuery(proofsQuery);
  const asked = one(search, 'proof');
  const first = data?.items.find(({ id }) => String(id) === asked);
  const items = first === undefined ? (data?.items ?? []) : [first, ...(data?.items ?? []).filter((proof) => proof !== first)];
  return (
    <Page title={t('proof.title')}>
      <Head
        title={t('proof.title')}
        lead={t('proof.lead')}
        crumbs={<Crumbs label={t('crumbs')}>{[<Link key="all" to="/customers">{t('title')}</Link>, <span key="here">{t('proof.title')}</span>]}</Crumbs>}
        aside={data === undefined || items.length === 0 ? undefined : <Tag tone={data.chain_holds ? 'accent' : 'worse'}><Icon name={data.chain_holds ? 'check' : 'warn'} /> {data.chain_holds ? t('proof.holds') : t('proof.broken')}</Tag>}
      />
      {data === undefined ? <Card>{error === null ? <Loading shape="table" /> : <ProblemState error={error} onRetry={() => void refetch()} />}</Card>
        : items.length === 0 ? <Card><State picture="nothingYet" title={t('proof.none')} actions={<LinkButton variant="filled" to="/customers">{t('toAll')}</LinkButton>}>{t('erase.lead')}</State></Card>
        : items.map((proof) => <ProofCard key={proof.id} proof={proof} />)}
    </Page>
  );
}

function ProofCard({ proof }: { proof: Proof }) {
  const { t } = useTranslation('customers');
  const { date } = useFormat();
  const state = states.find((one) => one === proof.state);
  return (
    <Card title={t('proof.number', { n: proof.id })} lead={t('proof.asked', { by: `\u2068${proof.by}\u2069`, at: date(proof.asked_at, 'dateTime'), why: `\u2068${proof.why}\u2069` })} action={<Tag tone={proof.state === 'done' ? 'accent' : 'plain'}>{state === undefined ? proof.state : t(`proof.state.${state}`)}</Tag>}>
      <div className="stack">
        <ul className={css.points}>
          <li>{t('erase.records', { n: proof.records })}</li>
          <li>{t('erase.identifiers', { n: proof.identifiers })}</li>
          <li>{t('erase.sharedLine', { n: proof.shared })}</li>
          <li>{t('erase.mentionsLine', { n: proof.mentions.length })}</li>
        </ul>
        <StoreTable done lines={proof.stores} label={t('proof.number', { n: proof.id })} />
        {proof.checks.length === 0 ? null : (
          <section className="stack">
            <h3 className="h3">{t('proof.check')}</h3>
            <ul className={css.points}>
              {proof.checks.map(({ check, ok, count, detail }) => {
                const look = looks.find((one) => one === check);
                return <li key={check}><Icon name={ok ? 'check' : 'warn'} /> {look === undefined ? check : t(`proof.look.${look}`)}{t('comma')}{ok ? t('proof.ok') : t('proof.foundStill', { n: count })} {detail === '' ? null : <bdi className="mono" lang="en">{detail}</bdi>}</li>;
              })}
            </ul>
          </section>
        )}
        {proof.hash === '' ? null : <p className={css.hash}>{t('proof.hash')} <span className="mono ltr">{proof.hash}</span></p>}
      </div>
    </Card>
  );
}
