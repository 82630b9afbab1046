import { expect, test } from 'vitest';
import { parseSearch, writeSearch } from '@/app/address/search';
import type { Catalogue } from '@/app/view/catalogue';
import { pulseSearch, splitOf } from './usePulse';

const catalogue = {
  channels: [{ value: 'app', count: 3 }],
  touchpoints: [],
  languages: [],
  questions: [{ id: 1, source_id: 7 }],
  attributes: [{ id: 9, name: 'region', kind: 'descriptive', sources: [7], distinct: 5, values: [] }, { id: 12, name: 'contract', kind: 'descriptive', sources: [7], distinct: 2, values: [] }],
  not_offered: [], default_view: { source: 7, question: 1 },
} as unknown as Catalogue;

test('an open drawer or a selection does not ask the server again', () => {
  expect(writeSearch(pulseSearch(parseSearch('?source=7&a.9=Eastmere&by=channel&behind=1&within=a.9%3DEastmere&record=x')))).toBe('?source=7&a.9=Eastmere&by=channel');
});

test('a page filtered to one group is split by something else', () => {
  expect(splitOf(parseSearch(''), catalogue)).toBeUndefined();
  expect(splitOf(parseSearch('?a.9=Eastmere'), catalogue)).toBe('a.12');
  expect(splitOf(parseSearch('?a.9=Eastmere&a.12=prepaid'), catalogue)).toBe('channel');
  expect(splitOf(parseSearch('?a.9=Eastmere&by=a.9'), catalogue)).toBe('a.9');
});
