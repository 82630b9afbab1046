import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { show } from '@/test/render';
import { serve } from '@/test/server';
import { WebhooksCard } from './WebhooksCard';

const delivery = (id: string, state: string, status: number | null) => ({
  id, kind: 'signal.stored', source_id: 1, signals: 3, created_at: '2026-11-22T10:00:00Z', state, attempts: 1, next_at: null, ended_at: null, last_status: status, last_failure: status === 500 ? 'status' : null,
});
const webhook = {
  id: 7, name: 'Warehouse', url: 'https://hooks.example/in?token=secret', kinds: ['signal.stored'], sources: ['web-shop'], state: 'on', state_at: '2026-11-22T09:00:00Z', created_at: '2026-11-22T09:00:00Z',
  waiting: 2, failed: 1, missed: 0, last: delivery('msg_1', 'failed', 500),
};
const catalogue = { sources: [{ id: 1, name: 'web-shop' }] };

test('a system that is told shows its host and never the rest of its address', async () => {
  serve({ 'GET /api/v1/webhooks': { body: { items: [webhook] } } });
  await show(<WebhooksCard />);
  const row = await screen.findByRole('row', { name: /Warehouse/ });
  expect(within(row).getByText('hooks.example')).toBeDefined();
  expect(within(row).getByText('2 waiting, 1 failed, 0 missed')).toBeDefined();
  expect(document.body.textContent).not.toContain('token');
});

test('a new webhook shows its secret once', async () => {
  const asked = serve({
    'GET /api/v1/webhooks': { body: { items: [] } },
    'GET /api/v1/catalogue': { body: catalogue },
    'POST /api/v1/webhooks': { body: { id: 8, secret: 'whsec_shown-once' } },
  });
  await show(<WebhooksCard />);
  expect(await screen.findByText('No other system is told yet.')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Add a webhook' }));
  await userEvent.click(await screen.findByLabelText(/Name/));
  await userEvent.paste('Warehouse');
  await userEvent.click(screen.getByLabelText(/Address/));
  await userEvent.paste('https://hooks.example/in');
  await userEvent.click(screen.getByLabelText('Signals held'));
  await userEvent.click(screen.getByRole('button', { name: 'Add it' }));
  expect(await screen.findByText('whsec_shown-once')).toBeDefined();
  expect(asked.find((one) => one.method === 'POST')?.body).toEqual({ name: 'Warehouse', url: 'https://hooks.example/in', kinds: ['signal.stored', 'signal.quarantined'], sources: [] });
});

test('a delivery opens to its attempts and can be sent again', async () => {
  const asked = serve({
    'GET /api/v1/webhooks': { body: { items: [webhook] } },
    'GET /api/v1/webhooks/7/deliveries': { body: { items: [delivery('msg_1', 'failed', 500)], next: null } },
    'GET /api/v1/deliveries/msg_1': { body: { delivery: delivery('msg_1', 'failed', 500), body: '{"type":"signal.stored"}', attempts: [{ at: '2026-11-22T10:00:00Z', took_ms: 12, status: 500, failure: 'status' }] } },
    'POST /api/v1/deliveries/msg_1/resend': { body: { ok: true } },
  });
  await show(<WebhooksCard />);
  await userEvent.click(await screen.findByRole('button', { name: 'More of Warehouse' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Deliveries' }));
  await userEvent.click(await screen.findByRole('button', { name: /Signals stored/ }));
  expect(await screen.findByText(/12 ms.*was not taken/)).toBeDefined();
  expect(screen.getByText('{"type":"signal.stored"}')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Send again' }));
  expect(asked.some((one) => one.path === '/api/v1/deliveries/msg_1/resend')).toBe(true);
});
