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
  { id: 'earlier', keys: ['['] },
  { id: 'later', keys: [']'] },
  { id: 'copyLink', keys: ['c'] },
  { id: 'help', keys: ['?'] },
  { id: 'close', keys: ['Esc'] },
] as const;

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
  return target?.closest('input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true], [role=dialog]') === null || target === null;
}

/** What a press means, given the press before it: `g` waits for a second letter. */
export function readPress(before: string | null, key: string): { id: BoundKey | null; waiting: string | null } {
  if (before === null && key === 'g') return { id: null, waiting: 'g' };
  const typed = before === null ? [key] : [before, key];
  const found = keyList.find(({ id, keys }) => id !== 'close' && keys.length === typed.length && keys.every((k, i) => k === typed[i]));
  return { id: (found?.id as BoundKey | undefined) ?? null, waiting: null };
}
