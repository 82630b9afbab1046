import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, client } from '@/api/client';
import { useFormat } from '@/app/i18n/useFormat';
import { SideDrawer } from '@/app/view/SideDrawer';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './DeliveriesDrawer.module.css';
import { DeliveryTag, useFailureWords } from './DeliveryTag';
import { type Delivery, deliveriesQuery, deliveryQuery, kindKey, type Webhook } from './webhooks';

/** What a system was told, the newest first; each opens to its attempts and can be sent again. */
export function DeliveriesDrawer({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation('webhooks');
  const deliveries = useQuery(deliveriesQuery(webhook.id));
  const [open, setOpen] = useState<string | null>(null);
  return (
    <SideDrawer opened onClose={onClose} title={t('deliveriesOf', { name: webhook.name })} close={t('close')}>
      {deliveries.isPending ? <Loading shape="table" /> : null}
      {deliveries.error === null ? null : <ProblemState error={deliveries.error} onRetry={() => void deliveries.refetch()} />}
      {deliveries.data?.items.length === 0 ? <p className="note">{t('deliveriesNone')}</p> : null}
      <ul className={css.list}>
        {deliveries.data?.items.map((one) => (
          <li key={one.id}>
            <DeliveryLine delivery={one} open={open === one.id} onOpen={() => setOpen(open === one.id ? null : one.id)} />
            {open === one.id ? <Attempts delivery={one} /> : null}
          </li>
        ))}
      </ul>
    </SideDrawer>
  );
}

function DeliveryLine({ delivery, open, onOpen }: { delivery: Delivery; open: boolean; onOpen: () => void }) {
  const { t } = useTranslation('webhooks');
  const { date } = useFormat();
  const what = t(kindKey(delivery.kind));
  return (
    <button type="button" className={css.line} aria-expanded={open} onClick={onOpen}>
      <span>{what}{delivery.signals > 0 ? <small className="muted"> {t('signals', { count: delivery.signals })}</small> : null}</span>
      <DeliveryTag delivery={delivery} />
      <small className="muted">{date(delivery.created_at, 'dateTime')}</small>
    </button>
  );
}

function Attempts({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('webhooks');
  const { date, count } = useFormat();
  const words = useFailureWords();
  const queries = useQueryClient();
  const detail = useQuery(deliveryQuery(delivery.id));
  const resend = useMutation({
    mutationFn: () => answer(client.POST('/api/v1/deliveries/{id}/resend', { params: { path: { id: delivery.id } } })),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['webhooks'] }), queries.invalidateQueries({ queryKey: ['deliveries', delivery.id] })]),
  });
  return (
    <div className={css.attempts}>
      <p className="sm"><bdi className="ltr">{delivery.id}</bdi></p>
      {detail.error === null ? null : <ProblemState error={detail.error} level="h3" />}
      {detail.data?.attempts.length === 0 ? <p className="note">{t('notTried')}</p> : null}
      <ol>
        {detail.data?.attempts.map((attempt) => (
          <li key={attempt.at} className="sm">
            {date(attempt.at, 'dateTime')}, {t('took', { ms: count(attempt.took_ms) })}
            {attempt.status === null ? null : <> <bdi className="ltr">{attempt.status}</bdi></>}
            {attempt.failure === null ? null : <> {words(attempt.failure)}</>}
          </li>
        ))}
      </ol>
      {delivery.next_at === null ? null : <p className="sm">{t('nextAt', { at: date(delivery.next_at, 'dateTime') })}</p>}
      {detail.data === undefined ? null : <pre className={`ltr ${css.body}`} dir="ltr">{detail.data.body}</pre>}
      {resend.error === null ? null : <ProblemState error={resend.error} level="h3" />}
      <Button size="xs" loading={resend.isPending} onClick={() => resend.mutate()}>{t('resend')}</Button>
    </div>
  );
}
