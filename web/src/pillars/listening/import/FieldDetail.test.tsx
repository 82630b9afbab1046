import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { show } from '@/test/render';
import { FieldDetail } from './FieldDetail';
import { type Field, fieldAs } from './mapping';

function Edited() {
  const [field, setField] = useState<Field>(fieldAs('likelihood', 'score'));
  return <FieldDetail field={field} onChange={setField} />;
}

const open = () => userEvent.click(screen.getByRole('button', { expanded: false }));
const choose = async (label: string, value: string) => userEvent.selectOptions(await screen.findByLabelText(label), value);

test('a score summed up as NPS is a result to explain', async () => {
  await show(<Edited />);
  await open();
  await choose('Summed up as', 'nps');
  expect(screen.getByText('0 to 10, NPS, outcome')).toBeDefined();
});

test('a part that a person has chosen stays', async () => {
  await show(<Edited />);
  await open();
  await choose('Part', 'aside');
  await choose('Summed up as', 'nps');
  expect(screen.getByText('0 to 10, NPS, aside')).toBeDefined();
});

test.each(['fa', 'ar'] as const)('a sample of a date keeps its order inside right-to-left words: %s', async (language) => {
  await show(<FieldDetail field={{ column: 'date', as: 'time' }} onChange={() => undefined} />, language);
  const samples = [...screen.getByRole<HTMLSelectElement>('combobox').options].map(({ text }) => text).filter((text) => /\d{4}/.test(text) && /[./-]/.test(text));
  expect(samples).toHaveLength(3);
  for (const sample of samples) expect(sample).toMatch(/\u2066[\d./-]+\u2069/); // left-to-right, apart from the words around it
});
