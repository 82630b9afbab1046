import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { ProblemError, unreachable } from '@/api/problem';
import { AddressRow } from '@/app/address/AddressRow';
import { show } from '@/test/render';
import { Balance } from './flow/Balance';
import { QuantileDots } from './ranking/QuantileDots';
import { RankHeat } from './ranking/RankHeat';
import { TierTable } from './ranking/TierTable';
import { Loading } from './states/Loading';
import { NothingMatches } from './states/NothingMatches';
import { ProblemState } from './states/ProblemState';

test('a balance that does not balance says by how much', async () => {
  const { rerender, container } = await show(<Balance balance={{ received: 10, stored: 7, duplicate: 1, quarantined: 1, rejected: 0 }} />);
  expect(container.textContent).toContain('1 signal is unaccounted for');
  rerender(<></>);
  const again = await show(<Balance balance={{ received: 10, stored: 8, duplicate: 1, quarantined: 1, rejected: 0 }} />);
  expect(again.container.textContent).toContain('It balances');
});

test('tiers say why a group is a group', async () => {
  const { container } = await show(
    <TierTable caption="Drivers" head={[{ key: 'd', label: 'Driver' }]} rowKey={(row) => row} cells={(row) => [row]} tiers={[{ rows: ['legroom', 'width'], clear: true }, { rows: ['meal'], clear: false }]} />,
  );
  expect(container.textContent).toContain('First. These 2 cannot be told apart.');
  expect(container.textContent).toContain('No clear effect yet.');
});

test('a share of redraws below 5% is left blank', async () => {
  const { container } = await show(<RankHeat caption="Order" rows={[{ label: 'a', rank: [0.97, 0.03] }]} />);
  expect([...container.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual(['97', '']);
});

test('each dot is one outcome, and the sentence counts those above 0', async () => {
  const { container } = await show(<QuantileDots label="Twenty outcomes." outcomes={[-1, 0.5, 1, 2]} scale={[-2, 3]} write={String} />);
  expect(container.querySelectorAll('circle')).toHaveLength(4);
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe('Twenty outcomes. 3 of 4 lie above 0.');
});

test('nothing is drawn before 150 ms, and after 3 s it says what it counts', async () => {
  await show(<></>);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { container } = await show(<Loading counting="Counting 9 signals" />);
    expect(container.querySelector('[data-stage]')?.getAttribute('data-stage')).toBe('none');
    act(() => void vi.advanceTimersByTime(160));
    expect(container.querySelector('[data-stage]')?.getAttribute('data-stage')).toBe('shape');
    act(() => void vi.advanceTimersByTime(3000));
    expect(container.textContent).toContain('Counting 9 signals');
  } finally {
    vi.useRealTimers();
  }
});

test('an error says the server’s own words, what to quote, and tries again', async () => {
  const retry = vi.fn<() => void>();
  await show(<ProblemState error={new ProblemError({ title: 'The file is empty', status: 422, code: 'empty_file', detail: 'It has 0 bytes.', errors: [{ pointer: '/name', detail: 'Give one.' }] })} onRetry={retry} />);
  const alert = screen.getByRole('alert');
  for (const words of ['The file is empty', 'It has 0 bytes.', 'empty_file', 'Give one.']) expect(alert.textContent).toContain(words);
  await userEvent.click(screen.getByText('Try again'));
  expect(retry).toHaveBeenCalledOnce();
});

test('a problem is told in the reader’s language by its code, and what is not there is not asked for again', async () => {
  const error = new ProblemError({ title: 'There is no such thing', status: 404, code: 'no_customer', detail: 'No signal names this customer.' });
  await show(<ProblemState error={error} onRetry={() => undefined} back={<a href="/customers">back</a>} />, 'fa');
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain('چنین مشتری‌ای نیست');
  expect(alert.textContent).not.toMatch(/There is|No signal/);
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByRole('link', { name: 'back' })).toBeDefined();
});

test('the member of the address that cannot be read is named, and words that are new to us are marked as English', async () => {
  const { rerender } = await show(<ProblemState error={new ProblemError({ title: 'x', status: 400, code: 'bad_day', detail: 'y', errors: [{ pointer: 'from', detail: 'y' }] })} />, 'zh');
  expect(screen.getByRole('alert').textContent).toContain('“from”应写作年（1900 至 2999）、月、日');
  rerender(<span />);
  await show(<ProblemState error={new ProblemError({ title: 'Brewing', status: 418, code: 'teapot', detail: 'Short and stout.' })} />, 'ar');
  expect(screen.getByText('Brewing').getAttribute('lang')).toBe('en');
});

test('no answer at all is told apart from a refusal', async () => {
  await show(<ProblemState error={new ProblemError(unreachable)} />);
  expect(screen.getByRole('alert').textContent).toContain('The server does not answer');
});

test('a filter that excludes everything is named and can be lifted alone', async () => {
  const lift = vi.fn<() => void>();
  const { container } = await show(<NothingMatches filter="channel: shop" without={412} onLift={lift} />);
  expect(container.textContent).toContain('There are 412 without channel: shop, and none with it.');
  await userEvent.click(screen.getByText('Lift “channel: shop”'));
  expect(lift).toHaveBeenCalledOnce();
});

test('a set token can be lifted and an editable one opens', async () => {
  const lift = vi.fn<() => void>();
  await show(<AddressRow path="/pulse" tokens={[{ name: 'channel', label: 'channel', value: 'app', onLift: lift }, { name: 'from', label: 'period', value: 'October', editor: () => <p>editor</p> }]} />);
  await userEvent.click(screen.getByLabelText('Lift channel'));
  expect(lift).toHaveBeenCalledOnce();
  await userEvent.click(screen.getByText('October'));
  expect(await screen.findByText('editor')).toBeDefined();
});
