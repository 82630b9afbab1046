import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import { Tag } from '@/ui/layout/Tag';
import { useReasonWords } from '../reasons';
import css from './Live.module.css';
import type { Seen } from './useLive';

const icons = { stored: 'check', duplicate: 'copy', quarantined: 'warn' } as const;

/** Every event as it arrives, with what became of it: "it was accepted but never came" can be seen not to be so. */
export function LiveView({ live: { events, state } }: { live: { events: readonly Seen[]; state: 'opening' | 'watching' | 'lost' } }) {
  const { t } = useTranslation('collect');
  const { date } = useFormat();
  const words = useReasonWords();
  return (
    <Card span={7} fill flush title={t('source.live')} lead={t('source.liveLead')} action={<Tag tone={state === 'lost' ? 'worse' : 'plain'}><Icon name={state === 'watching' ? 'play' : state === 'lost' ? 'warn' : 'clock'} /> {t(`source.${state}`)}</Tag>}>
      {events.length === 0 ? <p className={`note ${css.pad}`}>{t('source.nothing')}</p> : (
        <ScrollBox className={css.tall} label={t('source.live')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('source.at')}</th>
                <th scope="col">{t('source.became')}</th>
                <th scope="col">{t('source.event')}</th>
                <th scope="col">{t('quarantine.message')}</th>
              </tr>
            </thead>
            <tbody>
              {events.map((one) => (
                <tr key={one.n}>
                  <td className="sm nowrap">{date(one.receivedAt, 'second')}</td>
                  <td><Tag tone={one.stage === 'quarantined' ? 'worse' : 'plain'}><Icon name={icons[one.stage]} /> {t(`stage.${one.stage}`)}</Tag></td>
                  <td>{one.reason === null ? <bdi>{one.activity}</bdi> : <span className="sm">{words.reason({ code: one.reason, reason: one.reason })}</span>}</td>
                  <td><bdi className={`mono sm ltr ${css.id}`}>{one.messageId}</bdi></td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Card>
  );
}
