import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemError, unreachable } from '@/api/problem';
import { Estimate } from '@/ui/estimate/Estimate';
import { useMeasure } from '@/ui/estimate/measure';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { NotEnough } from '@/ui/states/NotEnough';
import { NothingMatches } from '@/ui/states/NothingMatches';
import { Partial } from '@/ui/states/Partial';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { figure } from './invented';
import { Specimen, Specimens } from './Specimen';
import css from './Specimen.module.css';

const nothing = () => undefined;

export function StateSpecimens() {
  const { t } = useTranslation('design');
  const share = useMeasure('share');
  const kinds = [
    { name: t('empty'), shown: <State level="h3" picture="nothingYet" title={t('noVoices')} actions={<Button variant="filled">{t('dropFile')}</Button>}>{t('noVoicesWhy')}</State> },
    { name: t('empty'), shown: <NothingMatches filter={t('channelShop')} without={412} onLift={nothing} onClear={nothing} /> },
    { name: t('empty'), shown: <State level="h3" picture="allDone" title={t('allDone')}>{t('allDoneWhy')}</State> },
    { name: t('notEnough'), shown: <NotEnough have={7} need={10} /> },
    { name: t('notDistinguishable'), shown: <State level="h3" picture="notDistinguishable" title={t('notDistinguishable')}>{t('notDistinguishableWhy')}</State> },
    { name: t('noPermission'), shown: <ProblemState level="h3" error={new ProblemError({ title: 'Forbidden', status: 403 })} /> },
    { name: t('error'), shown: <ProblemState level="h3" error={new ProblemError(unreachable)} onRetry={nothing} /> },
    {
      name: t('partial'),
      shown: <Partial present={5} all={6} missing={t('partialWhy')}><Estimate figure={figure(71, 70.1, 71.9, 9_120)} measure={share} /></Partial>,
    },
    { name: t('loading'), shown: <Loading shape="card" /> },
  ];
  return (
    <Card title={t('states')} lead={t('statesLead')}>
      <Specimens>
        {kinds.map(({ name, shown }, i) => <Specimen key={i} name={name}><div className={css.state}>{shown}</div></Specimen>)}
      </Specimens>
    </Card>
  );
}
