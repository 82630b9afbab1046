import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { show } from '@/test/render';
import { serve } from '@/test/server';
import type { Mapping, OpenQuestion } from './mapping';
import { MappingStep } from './MappingStep';

const overall = { column: 'overall', as: 'score', scale: { min: 1, max: 5, low_is_good: false }, metric: 'mean', role: 'outcome' } as const;
const other = { column: 'visited', is: 'filled', min: 1, max: 10 } as const;
const mapping: Mapping = { name: 'lounge', version: 0, kind: 'review', mode: 'direct', zone: 'UTC', fields: [{ ...overall, other_scale: { ...other, then: 'set_aside', value: null } }] };
const question: OpenQuestion = {
  id: 'mixed_scale:overall', code: 'mixed_scale', column: 'overall', suggested: 'set_aside', blocking: true,
  evidence: { distribution: [{ value: '1', count: 40 }, { value: '9', count: 7 }], on_scale: 40, off_scale: 7, when: { column: 'visited', is: 'filled', value: null, rows: 9, off_scale: 7 } },
  choices: [
    { id: 'convert', code: 'convert', field: { ...overall, other_scale: { ...other, then: 'convert', value: null } } },
    { id: 'set_aside', code: 'set_aside', field: { ...overall, other_scale: { ...other, then: 'set_aside', value: null } } },
  ],
};
const preview = { rows_checked: 47, whole: true, not_applicable: [{ column: 'overall', count: 3 }], would_store: 45, would_duplicate: 0, would_hold: 2, rejects: [], reject_groups: [{ column: 'overall', code: 'off_scale', count: 2, what_to_do: 'x' }], sample: [], set_aside: [{ column: 'overall', count: 7 }], future: { count: 3, row: 16, at: '2187-01-02T00:00:00Z', day: '2187-01-02' } };

const kpi: Mapping['fields'][number] = { column: 'nps_score', as: 'score', scale: { min: 0, max: 10, low_is_good: false }, metric: 'nps', role: 'outcome' };
const stray: OpenQuestion = {
  id: 'off_scale:nps_score', code: 'off_scale', column: 'nps_score', suggested: 'hold_rows', blocking: false,
  evidence: { distribution: [{ value: '7', count: 47 }, { value: '47', count: 1 }], on_scale: 47, off_scale: 1, off_rows: [{ row: 5, value: '47' }] },
  choices: [{ id: 'hold_rows', code: 'hold_rows', field: kpi }, { id: 'answer_aside', code: 'answer_aside', field: { ...kpi, off_scale: 'set_aside' } }],
};

const none = { count: 0, of: 47, estimate: null };
const column = {
  field: 'overall', use: 'score', kind: 'whole_number', kind_share: 1, personal: false, filled: { count: 45, of: 47, estimate: null }, placeholders: none, untrimmed: none, broken: none,
  distinct: { value: 10, low: 10, high: 10, n: 45, method: 'data-quality', level: 0.95, predicted: false, period: null }, shortest: 1, longest: 2, mean_length: 1, numbers: null, first_day: null, last_day: null,
  kinds: [], masks: [{ word: '9', count: 40 }], scripts: [], drift: null,
};
const looks = {
  rows: 47, whole: true, faults: 1, fields: [column, { ...column, field: 'e mail', use: 'identifier', kind: 'email', personal: true, filled: { count: 47, of: 47, estimate: null }, masks: [] }],
  suggestions: [
    { text: 'warn overall missing_at_most 8.6%', for: 'checks', field: 'overall', because: 'seldom_missing', count: 2, of: 47 },
    { text: 'warn "e mail" required', for: 'checks', field: 'e mail', because: 'always_filled', count: 47, of: 47 },
    { text: 'warn "e mail" is_email', for: 'checks', field: 'e mail', because: 'of_kind', count: 47, of: 47 },
  ],
};

const answers = {
  'GET /api/v1/uploads/u1/profile': { body: looks },
  'GET /api/v1/uploads/u1/suggestion': { body: { source_name: 'Lounge reviews', mapping, questions: [question], saved: [], preview: { columns: ['overall'], rows: [] }, profile: [{ column: 'overall', filled: 47, distinct: 10, examples: ['3'], guess: 'score', confidence: 0.9, as_score: overall }] } },
  'POST /api/v1/uploads/u1/preview': { body: preview },
  'POST /api/v1/imports': { status: 202, body: { id: '7' } },
};

test('the trap in a scale is asked about, and nothing is imported before the answer', async () => {
  const asked = serve(answers);
  const started = vi.fn<(id: string) => void>();
  await show(<MappingStep upload="u1" onBack={() => undefined} onStarted={started} />);
  expect(await screen.findByText(/Two scales in “overall”/)).toBeDefined();
  expect(screen.getByText(/40 answers lie on 1 to 5, and 7 lie beyond it/).textContent).toContain('“visited” is filled: 7 of its 9 answers');
  const go = (await screen.findByRole('button', { name: /Import 45 rows/ }, { timeout: 5000 })) as HTMLButtonElement;
  expect(go.disabled).toBe(true);

  await userEvent.click(screen.getByRole('radio', { name: /convert the other one/ }));
  await waitFor(() => expect(go.disabled).toBe(false), { timeout: 3000 });
  await userEvent.click(go);
  await waitFor(() => expect(started).toHaveBeenCalledWith('7'));
  const sent = asked.find(({ path }) => path === '/api/v1/imports')?.body as { source_name: string; mapping: Mapping };
  expect(sent.source_name).toBe('Lounge reviews');
  expect(sent.mapping.fields[0]?.other_scale?.then).toBe('convert');
});

test('no number of rows is promised before the preview has come', async () => {
  let come: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => {
    come = resolve;
  });
  serve({ ...answers, 'POST /api/v1/uploads/u1/preview': async () => { await waiting; return { body: preview }; } });
  await show(<MappingStep upload="u1" onBack={() => undefined} onStarted={() => undefined} />);
  expect(await screen.findByRole('button', { name: 'Reading…' })).toBeDefined();
  expect(screen.queryByRole('button', { name: /Import/ })).toBeNull();
  come();
  expect(await screen.findByRole('button', { name: 'Import 45 rows' }, { timeout: 5000 })).toBeDefined();
});

test('what would be held is said with its reason and its remedy, in the reader’s language', async () => {
  serve(answers);
  await show(<MappingStep upload="u1" onBack={() => undefined} onStarted={() => undefined} />, 'fa');
  expect(await screen.findByText(/پاسخ در مقیاس نیست/)).toBeDefined();
  expect(screen.getByText(/مقیاس را درست کنید/)).toBeDefined();
  expect(screen.getByText(/۳ سابقه در آینده است؛ نخستین در سطر ۱۷/)).toBeDefined();
});

test('a value off the scale is told with its row, and its row can be taken without it', async () => {
  const asked = serve({
    ...answers,
    'GET /api/v1/uploads/u1/suggestion': { body: { source_name: 'Fb', mapping: { ...mapping, fields: [kpi] }, questions: [stray], saved: [], preview: { columns: ['nps_score'], rows: [] }, profile: [{ column: 'nps_score', filled: 48, distinct: 2, examples: ['7'], guess: 'score', confidence: 0.9, as_score: kpi }] } },
  });
  await show(<MappingStep upload="u1" onBack={() => undefined} onStarted={() => undefined} />);
  expect(await screen.findByText('Off the scale in “nps_score”: 47')).toBeDefined();
  expect(screen.getByText(/1 of 48 values is off the scale 0 to 10: 47 \(row 6\)/)).toBeDefined();
  await userEvent.click(screen.getByRole('radio', { name: /without this answer/ }));
  await waitFor(() => expect(asked.filter(({ path }) => path.endsWith('/preview')).some(({ body }) => (body as { mapping: Mapping }).mapping.fields[0]?.off_scale === 'set_aside')).toBe(true), { timeout: 3000 });
});

test('a column set to score by hand starts on the scale that its values fit best', async () => {
  const asked = serve({
    ...answers,
    'GET /api/v1/uploads/u1/suggestion': { body: { source_name: 'Fb', mapping: { ...mapping, fields: [{ column: 'nps_score', as: 'attribute', name: 'nps_score' }] }, questions: [], saved: [], preview: { columns: ['nps_score'], rows: [] }, profile: [{ column: 'nps_score', filled: 48, distinct: 9, examples: ['7'], guess: 'attribute', confidence: 0.7, as_score: kpi }] } },
  });
  await show(<MappingStep upload="u1" onBack={() => undefined} onStarted={() => undefined} />);
  await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Use of nps_score' }), 'score');
  const tried = () => asked.flatMap(({ path, body }) => (path.endsWith('/preview') ? [(body as { mapping: Mapping }).mapping.fields[0]] : [])).at(-1);
  await waitFor(() => expect(tried()).toMatchObject({ scale: { min: 0, max: 10 }, metric: 'nps', role: 'outcome' }), { timeout: 3000 });
});

test('where most rows would be held, the way on is not the plain one and says how many', async () => {
  serve({ ...answers, 'POST /api/v1/uploads/u1/preview': { body: { ...preview, rows_checked: 50, would_store: 5, would_hold: 42, future: null } } });
  await show(<MappingStep upload="u1" onBack={() => undefined} onStarted={() => undefined} />);
  const go = await screen.findByRole('button', { name: 'Import 5 rows and hold 42' }, { timeout: 5000 });
  expect(go.dataset['variant']).toBe('default');
  expect(screen.getByRole('alert').textContent).toContain('42 of 50 rows (84%) would be held');
});

test('the file’s columns are told without a value, and a check that is switched on goes with the import', async () => {
  const asked = serve({ ...answers, 'GET /api/v1/uploads/u1/suggestion': { body: { ...answers['GET /api/v1/uploads/u1/suggestion'].body, questions: [] } } });
  await show(<MappingStep upload="u1" onBack={() => undefined} onStarted={() => undefined} />);
  const table = await screen.findByRole('table', { name: 'What the columns look like' });
  expect(within(table).getByText('4.3%')).toBeDefined();
  expect(within(table).getByText('an e-mail address')).toBeDefined();
  expect(screen.getByText(/1 row could not be read as a row/).textContent).toContain('No check is switched on');

  const required = within(table).getByRole('checkbox', { name: /Switch on:.*warn "e mail" required/ });
  required.focus();
  await userEvent.keyboard(' ');
  expect(within(table).getByText('required')).toBeDefined();
  expect(screen.getByText(/1 check is switched on with the import/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Switch on all 3 checks' }));
  await userEvent.click(within(table).getByRole('checkbox', { name: /is_email/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Import 45 rows' }, { timeout: 5000 }));
  await waitFor(() => expect(asked.find(({ path }) => path === '/api/v1/imports')?.body).toMatchObject({ checks: ['warn overall missing_at_most 8.6%', 'warn "e mail" required'] }));
});

test('where the columns cannot be looked at the import goes on without', async () => {
  serve({ ...answers, 'GET /api/v1/uploads/u1/profile': { status: 500, body: { title: 'No', status: 500 } }, 'GET /api/v1/uploads/u1/suggestion': { body: { ...answers['GET /api/v1/uploads/u1/suggestion'].body, questions: [] } } });
  await show(<MappingStep upload="u1" onBack={() => undefined} onStarted={() => undefined} />);
  await waitFor(() => expect((screen.getByRole('button', { name: 'Import 45 rows' }) as HTMLButtonElement).disabled).toBe(false), { timeout: 5000 });
});
