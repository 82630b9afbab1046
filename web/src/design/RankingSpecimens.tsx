import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@mantine/core';
import { useFormat } from '@/app/i18n/useFormat';
import { Estimate } from '@/ui/estimate/Estimate';
import { IntervalCell, IntervalHead } from '@/ui/estimate/IntervalCell';
import { useMeasure } from '@/ui/estimate/measure';
import { Card } from '@/ui/layout/Card';
import { Bar, Bars } from '@/ui/ranking/Bar';
import { QuantileDots } from '@/ui/ranking/QuantileDots';
import { RankHeat } from '@/ui/ranking/RankHeat';
import { TierTable } from '@/ui/ranking/TierTable';
import { WhatIf } from '@/ui/ranking/WhatIf';
import { Refusal } from '@/ui/why/Refusal';
import { drivers, figure } from './invented';
import css from './Specimen.module.css';

type Driver = (typeof drivers)[number];
const scale = [-0.12, 1.1] as const;
const spread = Array.from({ length: 20 }, (_, i) => (i - 9.5) / 6.2);

export function RankingSpecimens() {
  const { t } = useTranslation('design');
  const { percent, count } = useFormat();
  const points = useMeasure('points');
  const [part, setPart] = useState(0.5);
  const [picked, setPicked] = useState('d1');
  const name = (driver: Driver) => t(`drivers.${driver.key}`);
  const cells = (driver: Driver) => {
    const [value, low, high] = driver.rise;
    return [
      name(driver),
      <IntervalCell key="rise" estimate={{ value, low, high, n: 11_316 }} scale={scale} zero kind={low > 0 ? 'better' : 'none'} write={points.change} />,
      <span className={css.reach} key="reach"><Bar share={driver.reach} />{percent(driver.reach, 1)}</span>,
    ];
  };
  return (
    <>
      <Card flush span={8} fill title={t('ranking')} lead={t('rankingLead')}>
        <TierTable
          caption={t('ranking')}
          head={[{ key: 'd', label: t('driver') }, { key: 'r', label: <IntervalHead title={t('rise')} scale={scale} write={points.change} at={[0, 0.5, 1]} /> }, { key: 'n', label: t('reach') }]}
          tiers={[{ rows: drivers.slice(0, 2), clear: true }, { rows: drivers.slice(2, 4), clear: true }, { rows: drivers.slice(4), clear: false }]}
          rowKey={(driver) => driver.key}
          cells={cells}
          selected={picked}
          onPick={(driver) => setPicked(driver.key)}
        />
      </Card>
      <Card span={4} fill as="aside">
        <WhatIf title={t('drivers.d1')} now={t('whatIfNow', { share: 0.049 })} part={part} onPart={setPart} refute={t('refute')} actions={<Button variant="filled">{t('filled')}</Button>}>
          <Estimate figure={figure(0.78 * part, 0.63 * part, 0.94 * part, 11_316, { predicted: true })} measure={points} />
          <QuantileDots label={t('outcomes')} outcomes={spread.map((z) => (2.1 + z * 1.4) * part)} scale={[-1, 5]} write={(v) => (v === 0 ? count(0) : points.change(v))} />
        </WhatIf>
      </Card>
      <Refusal className={css.half} title={t('refusalTitle')} settle={t('refusalSettle')} actions={<Button>{t('quiet')}</Button>}>{t('refusalWords')}</Refusal>
      <Card span={6} fill title={t('sure')} lead={t('sureLead')}>
        <RankHeat caption={t('sure')} rows={drivers.map((driver) => ({ label: name(driver), rank: driver.rank }))} />
        <hr className="rule" />
        <Bars label={t('reach')} rows={drivers.map((driver) => ({ label: name(driver), value: driver.reach, shown: percent(driver.reach, 1) }))} />
      </Card>
    </>
  );
}
