import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { doubtful, link } from '@/test/leila';
import { showAt } from '@/test/page';
import { serve } from '@/test/server';
import { ReviewsPage } from './ReviewsPage';

const plain = (text: string | null | undefined) => text?.replaceAll(/[\u2066-\u2069]/g, '') ?? '';

function page(language?: 'fa') {
  let decided: string[] = [];
  const asked = serve({
    'GET /api/v1/session': { body: { name: 'Ada', roles: [], has_password: true, workspace: { name: '', demo: false }, data_to: null } },
    'GET /api/v1/identity/reviews': () => ({ body: { items: doubtful.filter(({ id }) => !decided.includes(id)), next: null, total: 2 - decided.length, reviewed: decided.length, precision: { estimate: null, shortfall: { code: 'too_few', have: 3, need: 10 } }, left_out: [] } }),
    'GET /api/v1/profiles/P-SARA/links': { body: link },
    'GET /api/v1/profiles/P-LIWEI/links': { body: link },
    'POST /api/v1/identity/reviews/21-22': () => {
      decided = ['21-22'];
      return { body: { fact: 77 } };
    },
    'DELETE /api/v1/identity/statements/77': () => {
      decided = [];
      return { body: {} };
    },
  });
  return { asked, open: () => showAt('/customers/reviews', ReviewsPage, language) };
}

const current = () => plain(document.querySelector('[aria-current=true]')?.textContent);

test('the queue is decided by the keyboard, and the last verdict is taken back', async () => {
  const { asked, open } = page();
  await open();
  await screen.findByText('Is this one person?');
  expect(current()).toContain('Sara Amini and Sarah Amini+1.2');
  await userEvent.keyboard('j');
  expect(current()).toContain('Li Wei and Wei Li');
  await userEvent.keyboard('ks');
  await waitFor(() => expect(screen.getByText(/are one customer now/)).toBeDefined());
  expect(asked.find(({ method }) => method === 'POST')).toMatchObject({ path: '/api/v1/identity/reviews/21-22', body: { verdict: 'same', why: null } });
  await waitFor(() => expect(current()).toContain('Li Wei'));
  await userEvent.keyboard('u');
  await waitFor(() => expect(current()).toContain('Sara Amini'));
  expect(asked.some(({ method, path }) => method === 'DELETE' && path === '/api/v1/identity/statements/77')).toBe(true);
});

test('letters that differ are marked, and each pair says why it stands where it does', async () => {
  await page().open();
  const table = await screen.findByRole('table', { name: 'Both records side by side' });
  expect([...table.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['h']);
  expect(screen.getByText(/close to the threshold/)).toBeDefined();
  expect(screen.getByText(/Not enough answers yet: 3 of 10/)).toBeDefined();
});

test('when nothing is in doubt the page says so, in Persian too', async () => {
  serve({ 'GET /api/v1/identity/reviews': { body: { items: [], next: null, total: 0, reviewed: 40, precision: { estimate: { value: 97.5, low: 90, high: 99, n: 40 }, shortfall: null }, left_out: [] } } });
  await showAt('/customers/reviews', ReviewsPage, 'fa');
  expect(await screen.findByText('هیچ جفتی مشکوک نیست')).toBeDefined();
  expect(screen.getByText(/حکم‌ها: ۴۰/)).toBeDefined();
});
