import { createContext, type ReactNode, use, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type BoundKey, isOurs, keepSingleKeys, readPress, singleKeysOn } from './keys';

type Act = (event: KeyboardEvent) => void;
type Keys = { on: boolean; setOn: (on: boolean) => void; bind: (id: BoundKey, act: Act) => () => void };
const KeysContext = createContext<Keys | null>(null);
const patience = 1500; // milliseconds for the letter after g

/** Listens once for the whole page; the newest binding of a key wins, so that a dialog or a page may take one over. */
export function Keyboard({ children }: { children: ReactNode }) {
  const [on, setOnState] = useState(singleKeysOn);
  const bound = useRef(new Map<BoundKey, Act[]>());
  const bind = useCallback((id: BoundKey, act: Act) => {
    const acts = bound.current.get(id) ?? [];
    acts.push(act);
    bound.current.set(id, acts);
    return () => void acts.splice(acts.indexOf(act), 1);
  }, []);
  const setOn = useCallback((next: boolean) => {
    keepSingleKeys(next);
    setOnState(next);
  }, []);

  useEffect(() => {
    if (!on) return undefined;
    let waiting: string | null = null;
    let since = 0;
    const listen = (event: KeyboardEvent) => {
      if (!isOurs(event)) return;
      if (event.timeStamp - since > patience) waiting = null;
      const press = readPress(waiting, event.key);
      waiting = press.waiting;
      since = event.timeStamp;
      const act = press.id === null ? undefined : bound.current.get(press.id)?.at(-1);
      if (act === undefined) return;
      event.preventDefault();
      act(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [on]);

  const value = useMemo(() => ({ on, setOn, bind }), [on, setOn, bind]);
  return <KeysContext value={value}>{children}</KeysContext>;
}

export function useKeys(): Keys {
  const keys = use(KeysContext);
  if (keys === null) throw new Error('useKeys stands outside <Keyboard>.');
  return keys;
}

/** Does something when its key is pressed, for as long as the component is on the page. */
export function useKey(id: BoundKey, act: Act): void {
  const { bind } = useKeys();
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  // Before it is painted: what can be seen can be pressed.
  useLayoutEffect(() => bind(id, (event) => latest.current(event)), [bind, id]);
}
