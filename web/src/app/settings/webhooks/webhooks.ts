import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, client } from '@/api/client';
import { read, type Served } from '@/api/read';

export type Webhook = Served['WebhookView'];
export type Delivery = Served['DeliveryView'];

/** What can be told, in the words of the interface. */
export const kinds = ['signal.stored', 'signal.quarantined', 'alert.began', 'alert.ended'] as const;

/** A kind of message, as words to look up. */
export const kindKey = (kind: string) =>
  kind === 'webhook.test' ? 'kind.test' : kind === 'signal.stored' ? 'kind.stored' : kind === 'alert.began' ? 'kind.alertBegan' : kind === 'alert.ended' ? 'kind.alertEnded' : 'kind.quarantined';

const every = 5_000; // milliseconds between looks: deliveries go on by themselves

export const webhooksQuery = queryOptions({ queryKey: ['webhooks'], queryFn: ({ signal }) => read('/api/v1/webhooks', { signal }), refetchInterval: every });

export const deliveriesQuery = (id: number) => queryOptions({
  queryKey: ['webhooks', id, 'deliveries'],
  queryFn: ({ signal }) => read('/api/v1/webhooks/{id}/deliveries', { params: { id }, signal }),
  refetchInterval: every,
});

export const deliveryQuery = (id: string) => queryOptions({ queryKey: ['deliveries', id], queryFn: ({ signal }) => read('/api/v1/deliveries/{id}', { params: { id }, signal }) });

/** What can be done to a webhook without asking anything more. */
export type Deed = 'pause' | 'resume' | 'test' | 'remove';

export function useDeed() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, deed }: { id: number; deed: Deed }): Promise<unknown> => {
      const path = { params: { path: { id } } };
      if (deed === 'remove') return answer(client.DELETE('/api/v1/webhooks/{id}', path));
      if (deed === 'pause') return answer(client.POST('/api/v1/webhooks/{id}/pause', path));
      return deed === 'resume' ? answer(client.POST('/api/v1/webhooks/{id}/resume', path)) : answer(client.POST('/api/v1/webhooks/{id}/test', path));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  });
}
