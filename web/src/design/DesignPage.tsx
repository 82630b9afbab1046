import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddressRow } from '@/app/address/AddressRow';
import { PeriodEditor } from '@/app/address/PeriodEditor';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Tag } from '@/ui/layout/Tag';
import { EstimateSpecimens } from './EstimateSpecimens';
import { RankingSpecimens } from './RankingSpecimens';
import { StateSpecimens } from './StateSpecimens';
import { VoiceSpecimens } from './VoiceSpecimens';

/** Every part of the design system in each of its states. Its numbers are invented and say so. */
export function DesignPage() {
  const { t } = useTranslation('design');
  const { span } = useFormat();
  const [period, setPeriod] = useState({ from: '2026-10-24', to: '2026-11-20' });
  const [segment, setSegment] = useState(true);
  const tokens = [
    { name: 'period', label: t('period'), value: span(period.from, period.to), editor: (close: () => void) => <PeriodEditor period={period} until="2026-11-20" onChoose={(next) => { if (next !== null) setPeriod(next); close(); }} /> },
    { name: 'against', label: t('against'), value: t('before') },
    ...(segment ? [{ name: 'segment', label: t('segment'), value: t('everyone'), onLift: () => setSegment(false) }] : []),
  ];
  return (
    <Page title={t('title')} address={<AddressRow path="/design" tokens={tokens} dataTo="2026-11-20T14:32:05Z" />}>
      <Head title={t('title')} lead={t('lead')} aside={<Tag tone="line">{t('specimen')}</Tag>} />
      <EstimateSpecimens />
      <RankingSpecimens />
      <VoiceSpecimens />
      <Card title={t('actions')}>
        <div className="row wrap">
          <Button variant="filled">{t('filled')}</Button>
          <Button>{t('outlined')}</Button>
          <Button variant="subtle">{t('quiet')}</Button>
          <Button size="xs">{t('outlined')}</Button>
          <Button disabled>{t('outlined')}</Button>
          <Tag tone="worse">{t('worse')}</Tag>
          <Tag tone="better">{t('better')}</Tag>
          <Tag tone="accent">{t('stored')}</Tag>
          <Tag tone="predicted">{t('loading')}</Tag>
          <Tag>{t('stayHeld')}</Tag>
        </div>
      </Card>
      <StateSpecimens />
    </Page>
  );
}
