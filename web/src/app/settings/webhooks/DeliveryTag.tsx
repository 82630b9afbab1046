import { useTranslation } from 'react-i18next';
import { Tag } from '@/ui/layout/Tag';
import type { Delivery } from './webhooks';

/** How a delivery stands, with the answer it got. */
export function DeliveryTag({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('webhooks');
  const words = delivery.state === 'delivered' ? t('states.delivered') : delivery.state === 'failed' ? t('states.failed') : t('states.waiting');
  return <Tag tone={delivery.state === 'failed' ? 'worse' : 'plain'}>{words}{delivery.last_status === null ? null : <> <bdi className="ltr">{delivery.last_status}</bdi></>}</Tag>;
}

const failures = ['status', 'redirect', 'gone', 'timeout', 'address_refused', 'name_unknown', 'no_connection', 'tls', 'bad_answer', 'no_secret'] as const;

/** Why an attempt failed, in words; nothing when it did not. */
export function useFailureWords() {
  const { t } = useTranslation('webhooks');
  return (failure: string | null) => {
    const known = failures.find((one) => one === failure);
    return known === undefined ? failure : t(`failure.${known}`);
  };
}
