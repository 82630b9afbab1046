import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { formats } from '@/app/i18n/format';
import { show } from '@/test/render';
import { serve } from '@/test/server';
import { RecordPanel } from './RecordPanel';
import { when } from './when';

const { date } = formats('en');

test('a day without a clock is shown as that day, whatever the reader’s zone', () => {
  expect(when({ occurred_at: '2024-02-29T20:30:00Z', occurred_day: '2024-03-01' }, date)).toBe('1 Mar 2024');
  expect(when({ occurred_at: '2024-03-01T10:20:00Z', occurred_day: null }, date)).toMatch(/\d\d:\d\d/);
});

test('a record that came with a day shows no clock for it', async () => {
  serve({
    'GET /api/v1/signals/a1': {
      body: {
        id: 'a1', source: { id: 1, name: 'Lounge' }, kind: 'review', mode: 'direct', occurred_at: '2024-03-01T00:00:00Z', occurred_day: '2024-03-01', time_known: true, text: null, language: null,
        matches: [], read_in: null, detections: [], answers: [], attributes: [], identifiers: [], withheld: [], left_out: [], rest: null, set_aside: null, mapping: null, row: null, record_key: null, import_id: 1, received_at: '2026-11-20T10:00:00Z',
        trail: [{ at: '2024-03-01T00:00:00Z', what: 'occurred' }, { at: '2026-11-20T10:00:00Z', what: 'imported' }],
      },
    },
  });
  await show(<RecordPanel id="a1" catalogue={undefined} naming={{} as never} />);
  expect(await screen.findByText('1 Mar 2024')).toBeDefined();
  expect(screen.getByText(/20 Nov 2026, \d\d:\d\d/)).toBeDefined();
});
