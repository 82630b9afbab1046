import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { AlertsCard } from './AlertsCard';

const alert = {
  id: '4', kind: 'quarantine', source: { id: 3, name: 'web-shop' }, began_at: '2026-11-20T10:12:00Z', last_at: '2026-11-20T10:30:00Z', ended_at: null, since: '2026-11-20T10:00:00Z',
  events: 1200, held: 360, usual_held: 480, usual_events: 96000, reason: 'missing-identity', key: null, fingerprint: null,
};
const refused = { ...alert, id: '5', kind: 'refused_key', held: null, usual_held: null, usual_events: null, reason: null, events: 14, key: { id: 7, name: 'old app' } };
const unknown = { ...refused, id: '6', source: null, key: null, fingerprint: '0a1b2c3d' };

test('an alert stands there with its numbers and leads to what is held', async () => {
  serve({ 'GET /api/v1/alerts': { body: { items: [alert, refused, unknown], next: null } } });
  await showAt('/sources', () => <AlertsCard />);
  expect(await screen.findByText(/360 of 1,200 events held since/)).toBeDefined();
  expect(screen.getByText(/Usually 0\.50% \(of 96,000 events\)/)).toBeDefined();
  expect(screen.getByText(/Most of them: It is about nobody/)).toBeDefined();
  expect(screen.getByRole('link', { name: 'See what is held' }).getAttribute('href')).toBe('/sources/quarantine?source=3&reason=missing-identity');
  expect(screen.getAllByRole('link', { name: 'web-shop' })).toHaveLength(2);
  expect(screen.getByText('old app')).toBeDefined();
  expect(screen.getByText('0a1b2c3d')).toBeDefined();
  expect(screen.getAllByText(/14 requests refused since/)).toHaveLength(2);
});

test('nothing wrong takes no room, and what was wrong with a source says that it is over', async () => {
  serve({ 'GET /api/v1/alerts': { body: { items: [{ ...alert, ended_at: '2026-11-20T11:00:00Z' }], next: null } } });
  await showAt('/sources', () => <AlertsCard source="3" />);
  expect(await screen.findByText('Over')).toBeDefined();
  expect(screen.getByText(/Over since/)).toBeDefined();
  expect(screen.queryByRole('link', { name: 'web-shop' })).toBeNull();
});
