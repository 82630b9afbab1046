import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { AddressRow } from '@/app/address/AddressRow';
import { type Catalogue, splitsOf } from '@/app/view/catalogue';
import { showAt } from '@/test/page';
import { ProblemState } from '@/ui/states/ProblemState';
import { ProblemError } from '@/api/problem';
import { LeftOutNote } from './LeftOutNote';

const plain = (text: string | null | undefined) => text?.replaceAll(/[\u2068\u2069]/g, '');
const leftOut = [
  { by: 'channel', name: 'channel', sources: ['Lounge'] },
  { by: 'a.7', name: 'home_region', sources: ['Lounge', 'Shop', 'Calls', 'Chats'] },
  { by: 'text', name: 'text', sources: [] },
];

test('what is left out is named with its kinds counted, its sources, and the way to the register', async () => {
  await showAt('/voices', () => <LeftOutNote leftOut={leftOut} />);
  expect(plain((await screen.findByRole('note')).firstElementChild?.textContent)).toBe(
    "3 kinds of data are left out, because no purpose is named for them: channel (Lounge), home region (Lounge, Shop, Calls, …), customer's words.",
  );
  expect(screen.getByRole('link', { name: 'Open the register' }).getAttribute('href')).toContain('/register');
});

test('where nothing is left out nothing is said', async () => {
  await showAt('/voices', () => <><p>here</p><LeftOutNote leftOut={[]} /></>);
  await screen.findByText('here');
  expect(screen.queryByRole('note')).toBeNull();
});

test('the filter menu says what it does not offer, even when it offers nothing else', async () => {
  await showAt('/pulse', () => <AddressRow path="/pulse" tokens={[]} withheld={['channel', 'region']} />);
  await userEvent.click(await screen.findByRole('button', { name: /Filter/ }));
  expect(plain((await screen.findByText(/^Not offered/)).textContent)).toBe('Not offered, because no purpose is named for them: channel, region');
  expect(screen.getByRole('menuitem', { name: 'Open the register' })).toBeDefined();
});

test('a source is not split by what has no purpose there', () => {
  const values = [{ value: 'web', count: 1 }];
  const catalogue = { attributes: [], channels: values, touchpoints: values, languages: [], not_offered: [{ by: 'channel', name: 'channel', sources: [2] }] } as unknown as Catalogue;
  expect(splitsOf(catalogue, 1)).toEqual(['channel', 'touchpoint']);
  expect(splitsOf(catalogue, 2)).toEqual(['touchpoint']);
});

test('what was refused by name is named in the words of the refusal', async () => {
  await showAt('/pulse', () => <ProblemState error={new ProblemError({ title: 'No purpose is named for this', status: 403, code: 'no_purpose', element: 'region' })} />);
  expect(plain((await screen.findByText(/Nothing may use/)).textContent)).toContain('“region” until a purpose is named');
});
