import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { IconButton } from '@/ui/actions/IconButton';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Tag } from '@/ui/layout/Tag';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { Ago } from '@/ui/time/Ago';
import css from '../SettingsPage.module.css';
import { DeliveriesDrawer } from './DeliveriesDrawer';
import { DeliveryTag } from './DeliveryTag';
import { NewWebhookDialog } from './NewWebhookDialog';
import { RotateDialog } from './RotateDialog';
import { type Deed, kindKey, useDeed, type Webhook, webhooksQuery } from './webhooks';

/** Other systems that are told what arrives, and how it went. */
export function WebhooksCard() {
  const { t } = useTranslation('webhooks');
  const webhooks = useQuery(webhooksQuery);
  const deed = useDeed();
  const [making, setMaking] = useState(false);
  const [rotating, setRotating] = useState<Webhook | null>(null);
  const [shown, setShown] = useState<Webhook | null>(null);
  const items = webhooks.data?.items ?? [];
  return (
    <Card flush title={t('title')} lead={t('lead')} action={<Button onClick={() => setMaking(true)}>{t('new')}</Button>}>
      {webhooks.isPending ? <div className={css.below}><Loading shape="table" /></div> : null}
      {webhooks.error === null ? null : <ProblemState error={webhooks.error} onRetry={() => void webhooks.refetch()} />}
      {deed.error === null ? null : <ProblemState error={deed.error} />}
      {webhooks.data !== undefined && items.length === 0 ? <p className={`note ${css.below}`}>{t('none')}</p> : null}
      {items.length > 0 ? (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('told')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col"><span className="sr">{t('more')}</span></th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <WebhookRow key={one.id} webhook={one} onDeed={(what) => deed.mutate({ id: one.id, deed: what })} onRotate={() => setRotating(one)} onShow={() => setShown(one)} />
            ))}
          </tbody>
        </table>
      ) : null}
      {making ? <NewWebhookDialog onClose={() => setMaking(false)} /> : null}
      {rotating === null ? null : <RotateDialog webhook={rotating} onClose={() => setRotating(null)} />}
      {shown === null ? null : <DeliveriesDrawer webhook={shown} onClose={() => setShown(null)} />}
    </Card>
  );
}

type WebhookRowProps = { webhook: Webhook; onDeed: (deed: Deed) => void; onRotate: () => void; onShow: () => void };

function WebhookRow({ webhook, onDeed, onRotate, onShow }: WebhookRowProps) {
  const { t } = useTranslation('webhooks');
  const { count } = useFormat();
  const { last } = webhook;
  return (
    <tr>
      <th scope="row"><bdi>{webhook.name}</bdi><br /><small className="muted ltr"><bdi>{hostOf(webhook.url)}</bdi></small></th>
      <td className="sm">
        {webhook.kinds.map((kind) => <div key={kind}>{t(kindKey(kind))}</div>)}
        <small className="muted"><bdi>{webhook.sources.length === 0 ? t('everySource') : webhook.sources.join(', ')}</bdi></small>
      </td>
      <td>
        <Tag tone={webhook.state === 'on' ? 'plain' : 'worse'}>{webhook.state === 'on' ? t('states.on') : webhook.state === 'paused' ? t('states.paused') : t('states.gone')}</Tag>
        {webhook.waiting + webhook.failed + webhook.missed === 0 ? null : <div className="sm">{t('counts', { waiting: count(webhook.waiting), failed: count(webhook.failed), missed: count(webhook.missed) })}</div>}
        <div className="sm">{t('last')}: {last === null ? t('never') : <><DeliveryTag delivery={last} /> <Ago at={last.created_at} /></>}</div>
      </td>
      <td className="end">
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <IconButton label={t('moreOf', { name: webhook.name })}><Icon name="sliders" /></IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onShow}>{t('deliveries')}</Menu.Item>
            <Menu.Item onClick={() => onDeed('test')}>{t('test')}</Menu.Item>
            <Menu.Item onClick={() => onDeed(webhook.state === 'on' ? 'pause' : 'resume')}>{webhook.state === 'on' ? t('pause') : t('resume')}</Menu.Item>
            <Menu.Item onClick={onRotate}>{t('rotate')}</Menu.Item>
            <Menu.Divider />
            <Menu.Item onClick={() => onDeed('remove')}>{t('remove')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </td>
    </tr>
  );
}

/** The rest of an address may hold a secret; it is not needed to know which system is meant. */
const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : url);
