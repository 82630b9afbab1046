/** Every key the product listens to, in the order in which `?` lists them. Words stand in app.json under keys.*. */
export const keyList = [
  { id: 'search', keys: ['/'] },
  { id: 'goPulse', keys: ['g', 'p'] },
  { id: 'goSources', keys: ['g', 'l'] },
  { id: 'goVoices', keys: ['g', 'u'] },
  { id: 'goPriorities', keys: ['g', 'r'] },
  { id: 'goRegister', keys: ['g', 'v'] },
  { id: 'goSettings', keys: ['g', 's'] },
  { id: 'next', keys: ['j'] },
  { id: 'previous', keys: ['k'] },
  { id: 'open', keys: ['o'] },
  { id: 'same', keys: ['s'] },
  { id: 'different', keys: ['d'] },
  { id: 'decideLater', keys: ['l'] },
  { id: 'takeBack', keys: ['u'] },
  { id: 'labelPresent', keys: ['1'], also: 'y' },
  { id: 'labelAbsent', keys: ['2'], also: 'n' },
  { id: 'labelUnsure', keys: ['3'], also: ' ' },
  { id: 'labelUndo', keys: ['z'], also: 'Backspace' },
  { id: 'earlier', keys: ['['] },
  { id: 'later', keys: [']'] },
  { id: 'copyLink', keys: ['c'] },
  { id: 'help', keys: ['?'] },
  { id: 'close', keys: ['Esc'] },
] as const satisfies readonly { id: string; keys: readonly string[]; also?: string }[];

/** A second key for the same. */
export const alsoOf = (one: (typeof keyList)[number]): string | undefined => ('also' in one ? one.also : undefined);

export type KeyId = (typeof keyList)[number]['id'];
/** Esc is not in our hands: every layer closes itself and gives focus back. */
export type BoundKey = Exclude<KeyId, 'close'>;

const kept = 'throughline.keys';
export const singleKeysOn = (): boolean => localStorage.getItem(kept) !== 'off';
export const keepSingleKeys = (on: boolean): void => localStorage.setItem(kept, on ? 'on' : 'off');

/** Keys typed into a field, or with a modifier, belong to the field or the browser. */
export function isOurs(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (event.key === ' ' && (target?.closest('button, a, summary, input, [role=button]') ?? null) !== null) return false; // it presses what has the focus
  return target?.closest('input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true], [role=dialog]') === null || target === null;
}

/** What a press means, given the press before it: `g` waits for a second letter. */
export function readPress(before: string | null, key: string): { id: BoundKey | null; waiting: string | null } {
  if (before === null && key === 'g') return { id: null, waiting: 'g' };
  const typed = before === null ? [key] : [before, key];
  const found = keyList.find((one) => one.id !== 'close' && ((one.keys.length === typed.length && one.keys.every((k, i) => k === typed[i])) || (typed.length === 1 && alsoOf(one) === key)));
  return { id: (found?.id as BoundKey | undefined) ?? null, waiting: null };
}
