import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { show } from '@/test/render';
import { useKey, useKeys } from './Keyboard';
import { readPress } from './keys';
import { useRows } from './useRows';

test('g waits for its second letter', () => {
  expect(readPress(null, 'g')).toEqual({ id: null, waiting: 'g' });
  expect(readPress('g', 'p')).toEqual({ id: 'goPulse', waiting: null });
  expect(readPress('g', 'z')).toEqual({ id: null, waiting: null });
  expect(readPress(null, 'p')).toEqual({ id: null, waiting: null });
});

function Counter() {
  const [n, setN] = useState(0);
  const { on, setOn } = useKeys();
  useKey('goPulse', () => setN(n + 1));
  return <><p>{n}</p><button type="button" onClick={() => setOn(!on)}>switch</button><input aria-label="field" /></>;
}

test('keys act on the page, not in a field, and not when switched off', async () => {
  await show(<Counter />);
  await userEvent.keyboard('gp');
  expect(screen.getByText('1')).toBeDefined();
  await userEvent.type(screen.getByLabelText('field'), 'gp');
  expect(screen.getByText('1')).toBeDefined();
  await userEvent.click(screen.getByText('switch'));
  await userEvent.keyboard('gp');
  expect(screen.getByText('1')).toBeDefined();
  await userEvent.click(screen.getByText('switch'));
});

function List() {
  const list = useRows<HTMLUListElement>();
  const [opened, setOpened] = useState('');
  return <><ul ref={list}>{['a', 'b', 'c'].map((x) => <li key={x}><button type="button" data-row onClick={() => setOpened(x)}>{x}</button></li>)}</ul><p>opened {opened}</p></>;
}

test('j and k walk the rows and o opens one', async () => {
  Element.prototype.scrollIntoView ??= () => undefined;
  await show(<List />);
  await userEvent.keyboard('jjk');
  expect(document.activeElement?.textContent).toBe('a');
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'j' });
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'o' });
  expect(screen.getByText('opened b')).toBeDefined();
});
