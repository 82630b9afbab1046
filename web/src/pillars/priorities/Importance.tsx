import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { edit, type Search } from '@/app/address/search';
import { useFormat } from '@/app/i18n/useFormat';
import { IntervalCell, IntervalHead } from '@/ui/estimate/IntervalCell';
import { scaleOver } from '@/ui/estimate/scale';
import { Card } from '@/ui/layout/Card';
import { TierTable } from '@/ui/ranking/TierTable';
import css from './Importance.module.css';
import type { Driver, Priorities } from './usePriorities';

/** What goes with the score: share of what all drivers explain together, in tiers of their own. */
export function Importance({ priorities }: { priorities: Priorities }) {
  const { t } = useTranslation('priorities');
  const { percent, number } = useFormat();
  const { drivers, tiers, r2, method } = priorities;
  const scale = scaleOver(drivers.map(({ share }) => share), { zero: true });
  const write = (value: number) => percent(value / 100);
  const cells = ({ question, share, vif, performance_pct, negative }: Driver) => [
    <Link key="name" to="." search={((before: Search) => edit(before, { driver: String(question.id) })) as never} replace resetScroll={false} className={css.name}><bdi>{question.label}</bdi></Link>,
    <IntervalCell key="share" estimate={share} scale={scale} zero kind="observed" write={write} />,
    <span key="how" className="sm soft">
      {performance_pct === null ? null : t('importance.performance', { value: percent(performance_pct / 100) })}
      {negative ? <><br />{t('importance.negative')}</> : null}
      {vif !== null && vif > 5 ? <><br />{t('importance.vif', { value: number(vif, 1) })}</> : null}
    </span>,
  ];
  return (
    <Card flush span={6} fill title={t('importance.title')} lead={r2 === null ? t('importance.leadPlain') : t('importance.lead', { r2: percent(r2) })}>
      <TierTable
        caption={t('importance.title')}
        head={[
          { key: 'driver', label: t('table.driver') },
          { key: 'share', name: t('importance.share'), label: <IntervalHead title={t('importance.share')} scale={scale} write={write} />, className: css.wide },
          { key: 'how', label: t('importance.today') },
        ]}
        tiers={tiers.map((ids) => ({ rows: ids.flatMap((id) => drivers.filter(({ question }) => question.id === id)), clear: true }))}
        rowKey={({ question }) => String(question.id)}
        cells={cells}
      />
      <p className={`note ${css.foot}`}>{method.name === 'lmg' ? t('importance.lmg') : t('importance.weights')}</p>
    </Card>
  );
}
