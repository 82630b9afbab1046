import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { useFormat } from '@/app/i18n/useFormat';
import { useCatalogue } from '@/app/view/catalogue';
import { Identifier, partsOf } from '@/app/view/Identifier';
import { SideDrawer } from '@/app/view/SideDrawer';
import { useNaming } from '@/app/view/useNaming';
import { RecordPanel } from '@/pillars/understanding/RecordPanel';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Card } from '@/ui/layout/Card';
import { Crumbs } from '@/ui/layout/Crumbs';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './CustomerPage.module.css';
import { HeldValues } from './HeldValues';
import { LeftOutNote } from './LeftOutNote';
import { Timeline } from './Timeline';
import { useCustomer } from './useCustomers';

/** One customer through every channel, and what we hold of them: each value with its source. */
export function CustomerPage() {
  const { t } = useTranslation('customers');
  const { key } = useParams({ strict: false }) as { key: string };
  const [search, change] = useSearchState();
  const { date, list } = useFormat();
  const { data: catalogue } = useCatalogue();
  const naming = useNaming(catalogue);
  const { data, error, refetch } = useCustomer(key);
  const crumbs = <Crumbs label={t('crumbs')}>{[<Link key="all" to="/customers">{t('title')}</Link>, <Identifier key="one" of={key} />]}</Crumbs>;
  if (data === undefined) {
    return (
      <Page title={partsOf(key).value}>
        <Head title={<Identifier of={key} />} crumbs={crumbs} />
        <Card>{error === null ? <Loading shape="chart" /> : <ProblemState error={error} onRetry={() => void refetch()} back={<LinkButton variant="filled" to="/customers">{t('toAll')}</LinkButton>} />}</Card>
      </Page>
    );
  }
  const name = data.values.find((value) => value.kind === 'identity' && value.name === 'name')?.value;
  const record = one(search, 'record');
  return (
    <Page title={name ?? partsOf(key).value}>
      <div className={css.head}>
        <span className={css.face} aria-hidden>{initials(name ?? partsOf(data.key).value)}</span>
        <Head
          title={name === undefined ? <Identifier of={data.key} /> : <bdi>{name}</bdi>}
          crumbs={crumbs}
          lead={
            <>
              {t('known', { from: date(data.first_seen, 'dayYear'), to: date(data.last_seen, 'dayYear') })} {t('heard', { count: data.signals, texts: data.texts, answered: data.answered })}{' '}
              {data.answered > 0 ? null : <b>{data.texts === 0 ? t('silent') : t('silentTexts', { count: data.texts })}</b>}
              {data.languages.length > 0 ? <> {t('speaks', { languages: list(data.languages.map(naming.languageName)) })}</> : null}
            </>
          }
          aside={<LinkButton to="/voices" search={{ customer: data.key, records: 'all' } as never}>{t('asList')}</LinkButton>}
        />
      </div>
      <LeftOutNote leftOut={data.left_out} />
      <Timeline customer={data} naming={naming} catalogue={catalogue} current={record} onPick={(id) => change({ record: id }, { replace: true })} />
      <HeldValues customer={data} naming={naming} />
      <SideDrawer opened={record !== undefined} onClose={() => change({ record: undefined }, { replace: true })} title={t('record')} close={t('closeRecord')}>
        {record === undefined ? null : <RecordPanel id={record} catalogue={catalogue} naming={naming} />}
      </SideDrawer>
    </Page>
  );
}

const initials = (name: string): string => name.split(/[\s:]+/).slice(0, 2).map((part) => [...part][0] ?? '').join('').toUpperCase();
