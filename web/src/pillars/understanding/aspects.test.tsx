import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { show } from '@/test/render';
import { serve } from '@/test/server';
import { AspectsTold } from './AspectsTold';

const text = 'The driver was kind. The box came crushed.';
const aspect = { topic: 3, aspect: 'Delivery', polarity: 'negative', aspect_span: { start: 25, end: 28 }, opinion_span: { start: 34, end: 41 }, clause_span: { start: 21, end: 42 } };

test('what is said of a thing stands in words and with a mark, beside its clause', async () => {
  serve({ 'GET /api/v1/signals/s1/aspects': { body: { aspects: [aspect], left_out: [] } } });
  await show(<AspectsTold id="s1" text={text} language="en" />);
  const item = await screen.findByRole('listitem');
  expect(item.textContent).toContain('−Delivery bad');
  expect(item.querySelector('blockquote')?.textContent).toBe('The box came crushed.');
  expect([...item.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['box', 'crushed']);
});

test('where a text speaks of no topic nothing is said', async () => {
  const asked = serve({ 'GET /api/v1/signals/s1/aspects': { body: { aspects: [], left_out: [] } } });
  await show(<AspectsTold id="s1" text={text} language="en" />);
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(screen.queryByRole('heading')).toBeNull();
});
