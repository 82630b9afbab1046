import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Icon } from '@/ui/icons/Icon';
import { Tag } from '@/ui/layout/Tag';
import { useReasonWords } from '../reasons';
import css from './Alerts.module.css';
import type { Alert } from './alerts';

/** One alert: what, of which source, the numbers, and where to go on. */
export function AlertLine({ alert, named }: { alert: Alert; named: boolean }) {
  const { t } = useTranslation('collect');
  const over = alert.ended_at;
  return (
    <>
      <div className={css.what}>
        <b>
          <Tag tone={over === null ? 'worse' : 'plain'}><Icon name={over === null ? 'warn' : 'check'} /> {over === null ? t('alerts.on') : t('alerts.over')}</Tag>
          {' '}<Title alert={alert} />
          {named && alert.source !== null ? <>{' · '}<Link to="/sources/$source" params={{ source: String(alert.source.id) }}><bdi>{alert.source.name}</bdi></Link></> : null}
        </b>
        <Numbers alert={alert} />
      </div>
      {(alert.kind === 'quality' || alert.kind === 'drift') && alert.source !== null ? <LinkButton size="xs" to="/sources/$source/quality" params={{ source: String(alert.source.id) }}>{t('alerts.toQuality')}</LinkButton> : null}
      {alert.kind === 'quarantine' && alert.source !== null ? (
        <LinkButton size="xs" to="/sources/quarantine" search={(alert.reason === null ? { source: String(alert.source.id) } : { source: String(alert.source.id), reason: alert.reason }) as never}>{t('alerts.toHeld')}</LinkButton>
      ) : null}
    </>
  );
}

function Title({ alert }: { alert: Alert }) {
  const { t } = useTranslation('collect');
  if (alert.kind === 'quarantine') return alert.usual_events === 0 ? t('alerts.quarantineNew') : t('alerts.quarantine');
  if (alert.kind === 'quality') return t('alerts.quality');
  if (alert.kind === 'drift') return <>{t('alerts.drift')} <bdi>{alert.field}</bdi></>;
  if (alert.key !== null) return <>{t('alerts.stoppedKey')} <bdi>{alert.key.name}</bdi></>;
  if (alert.fingerprint === 'none') return t('alerts.noKey');
  return alert.fingerprint === 'others' ? t('alerts.otherKeys') : <>{t('alerts.unknownKey')} <bdi className="mono">{alert.fingerprint}</bdi></>;
}

function Numbers({ alert }: { alert: Alert }) {
  const { t } = useTranslation('collect');
  const { count, date, number, percent } = useFormat();
  const words = useReasonWords();
  const share = (part: number, of: number) => percent(part / Math.max(of, 1), part > 0 && part * 20 < of ? 2 : 0);
  const since = date(alert.since, 'dateTime');
  if (alert.kind === 'drift') return <p className="note">{t('alerts.driftNumbers', { index: number((alert.held ?? 0) / 1000, 2), rows: count(alert.events), since })}</p>;
  const [held, events, usualHeld, usualEvents] = [alert.held ?? 0, alert.events, alert.usual_held ?? 0, alert.usual_events ?? 0];
  return (
    <p className="note">
      {alert.kind === 'quality' ? t('alerts.notKept', { held: count(held), events: count(events), share: share(held, events), since }) : alert.kind === 'quarantine' ? t('alerts.held', { held: count(held), events: count(events), share: share(held, events), since }) : t('alerts.refused', { count: events, since })}{' '}
      {alert.kind === 'refused_key' ? t('alerts.refusedWhy') : usualEvents === 0 ? t('alerts.usualUnknown') : t('alerts.usual', { share: share(usualHeld, usualEvents), events: count(usualEvents) })}{' '}
      {alert.reason === null ? null : t('alerts.reason', { reason: words.problem(alert.reason) })}{' '}
      {alert.fingerprint === null || alert.fingerprint.length !== 8 ? null : t('alerts.fingerprint')}{' '}
      {alert.ended_at === null ? null : t('alerts.ended', { at: date(alert.ended_at, 'dateTime') })}
    </p>
  );
}
