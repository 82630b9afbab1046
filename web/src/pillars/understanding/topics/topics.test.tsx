import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Language } from '@/app/i18n/languages';
import type { TopicLine, TopicList } from '@/app/view/topics';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { TopicsPage } from './TopicsPage';
import { below, treeOf } from './tree';

const line = (id: number, name: string, parent: number | null, texts: number, more: Partial<TopicLine> = {}): TopicLine => ({
  id, parent, name, names: {}, seeds: { en: [name.toLowerCase()] }, examples: [], examples_missed: [], origin: 'own', gone: false, texts, own_texts: texts, employee_texts: null, ...more,
});
const topics = [line(1, 'Waiting', null, 40, { own_texts: 30, names: { en: 'Waiting', fa: 'انتظار', ar: 'الانتظار', zh: '等待' } }), line(2, 'Queues', 1, 10), line(3, 'Staff', null, 25)];
const list: TopicList = {
  version: 2, topics, coverage: { value: 60, low: 54, high: 66, n: 100, period: null, method: 'proportions', level: 0.95, predicted: false, excludes_zero: true }, none: 40,
  none_reasons: [{ reason: 'too_short', texts: 12 }, { reason: 'nothing_matched', texts: 28 }], reading: { state: 'idle', shown: 2, wanted: 2, read_up_to: 9, behind: 0, retag: null }, is_retag_needed: false,
  last_change: { from: 1, to: 2, topics: [{ id: 1, before: 20, after: 40 }, { id: 3, before: 25, after: 25 }], none_before: 60, none_after: 40 },
};

const page = async (told: Partial<TopicList> = {}, language?: Language) => {
  const asked = serve({
    'GET /api/v1/topics': { body: { ...list, ...told } },
    'GET /api/v1/topics/starter': { body: { topics: [{ id: 'waiting', parent: null, name: 'Waiting', names: {}, seeds: { en: ['waited'] }, is_adopted: false }, { id: 'queue', parent: 'waiting', name: 'Queues', names: {}, seeds: {}, is_adopted: false }, { id: 'price', parent: null, name: 'Price', names: {}, seeds: {}, is_adopted: false }] } },
    'GET /api/v1/topics/history': { body: { edits: [{ version: 2, at: '2026-11-02T10:00:00Z', by: 'Ada', topic: 3, name: 'Staff', what: 'added' }] } },
    'GET /api/v1/topics/suggestions': { body: { suggestions: [{ key: 's4', terms: ['garage', 'ticket'], texts: 31, nearest: ['0a'] }], looked_at: 90, phrases: [], shortfall: null } },
    'GET /api/v1/signals/0a': { body: { id: '0a', text: 'the garage ticket did not work', language: 'en' } },
    'POST /api/v1/topics': { body: topics[0] },
    'PUT /api/v1/topics/1': { body: topics[0] },
    'DELETE /api/v1/topics/3': { body: null },
    'POST /api/v1/topics/starter': { body: { topics: [] } },
    'POST /api/v1/topics/retag': { body: list.reading },
    'POST /api/v1/topics/suggestions/s4/adopt': { body: topics[0] },
  });
  await showAt('/topics', TopicsPage, language);
  return asked;
};
const done = (asked: Awaited<ReturnType<typeof page>>) => asked.filter(({ method }) => method !== 'GET').map(({ method, path, body }) => [method, path, body]);

test('topics stand under those they are parts of, each a way to its texts', async () => {
  await page();
  const rows = within(await screen.findByRole('table', { name: 'Topics' })).getAllByRole('rowheader').map(({ textContent }) => textContent);
  expect(rows).toEqual(['Staff', 'Waiting', 'Part of Waiting: Queues']);
  expect(screen.getByRole('link', { name: 'Read the texts of “Waiting”: 40' }).getAttribute('href')).toBe('/voices?topic=1');
  expect(screen.getByText('60% of the texts have a topic. Most speak of “Waiting”: 40.')).toBeDefined();
  expect(screen.getByText('54.0% to 66.0%')).toBeDefined();
  expect(screen.getByText('speaks of none of the topics')).toBeDefined();
});

test('a topic is edited: its words a line each, and a name of a language that was the name stays it', async () => {
  const asked = await page();
  await userEvent.click(await screen.findByRole('button', { name: 'Edit “Waiting”' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.clear(dialog.getByRole('textbox', { name: /^Name( \*)?$/ }));
  await userEvent.type(dialog.getByRole('textbox', { name: /^Name( \*)?$/ }), 'Time');
  await userEvent.type(dialog.getAllByRole('textbox', { name: 'Words and phrases' })[0] as HTMLElement, '\ntook ages\n');
  expect(within(dialog.getByRole('combobox', { name: 'Part of' })).getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['nothing: a topic of the first level', 'Staff']);
  await userEvent.click(dialog.getByRole('button', { name: 'Keep the changes' }));
  expect(done(asked)).toEqual([['PUT', '/api/v1/topics/1', { name: 'Time', parent: null, names: { en: 'Time', fa: 'انتظار', ar: 'الانتظار', zh: '等待' }, seeds: { en: ['waiting', 'took ages'] }, examples: [] }]]);
});

test('before a topic is deleted it is said what happens; one with parts is not deleted', async () => {
  const asked = await page();
  await userEvent.click(await screen.findByRole('button', { name: 'Delete “Waiting”' }));
  expect(await screen.findByText(/Move or delete them first/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Delete the topic' })).toBeNull();
  await userEvent.click(screen.getAllByRole('button', { name: 'Close' })[0] as HTMLElement);
  await userEvent.click(screen.getByRole('button', { name: 'Delete “Staff”' }));
  expect(await screen.findByText(/It has texts: 25\. They keep it until history is read again/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Delete the topic' }));
  expect(done(asked)).toEqual([['DELETE', '/api/v1/topics/3', undefined]]);
});

test('after an edit it says of which version the counts are; history is read again with one click and shows how far it is', async () => {
  const asked = await page({ version: 3, is_retag_needed: true });
  expect(await screen.findByText(/the counts are of version 2, the topics of version 3/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Read all history again' }));
  expect(done(asked)).toEqual([['POST', '/api/v1/topics/retag', undefined]]);
});

test('while history is read again it says how far it is, and afterwards what it changed', async () => {
  await page({ reading: { ...list.reading, state: 'reading', retag: { from: 1, to: 2, done: 40, total: 90, per_second: 10, seconds_left: 5 } } });
  expect((await screen.findByRole('progressbar', { name: 'Reading history again' })).getAttribute('value')).toBe('40');
  expect(screen.getByRole('button', { name: 'Read all history again' })).toHaveProperty('disabled', true);
  await userEvent.click(screen.getByText('What changed from version 1 to version 2'));
  expect(screen.getByRole('row', { name: 'Waiting 20 40 +20' })).toBeDefined();
});

test('where there are none a beginning is offered; a whole is left with its parts', async () => {
  const asked = await page({ version: 0, topics: [], coverage: null });
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Waiting' }));
  await userEvent.click(screen.getByRole('button', { name: 'Take these topics: 1' }));
  expect(done(asked)).toEqual([['POST', '/api/v1/topics/starter', { ids: ['price'] }]]);
});

test('what is proposed is read before it is taken over by a name', async () => {
  const asked = await page();
  await userEvent.click(await screen.findByRole('button', { name: 'Look for topics in the rest' }));
  const proposal = within(await screen.findByRole('article', { name: 'garage, ticket' }));
  expect(await proposal.findByText('the garage ticket did not work')).toBeDefined();
  await userEvent.type(proposal.getByRole('textbox', { name: /Name/ }), 'Parking');
  await userEvent.selectOptions(proposal.getByRole('combobox', { name: 'Part of' }), '3');
  await userEvent.click(proposal.getByRole('button', { name: 'Take it over' }));
  expect(done(asked)).toEqual([['POST', '/api/v1/topics/suggestions/s4/adopt', { name: 'Parking', parent: 3 }]]);
});

test('a topic can be a part of nothing below itself, and one without its whole stands on the first level', () => {
  expect([...below(topics, 1)]).toEqual([1, 2]);
  expect(treeOf([line(5, 'Orphan', 99, 0)], ({ name }) => name)).toMatchObject([{ depth: 0 }]);
});

test.each(['fa', 'ar', 'zh'] as const)('it is told in %s as well', async (language) => {
  await page({}, language);
  const name = { fa: 'انتظار', ar: 'الانتظار', zh: '等待' }[language];
  expect((await screen.findAllByText(name)).length).toBeGreaterThan(0);
  expect(document.body.textContent).not.toMatch(/\b(texts|version|Waiting|Edit)\b/);
});
