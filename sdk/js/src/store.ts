/** A place in the browser that is used only while it is open, which consent decides. No cookie, ever. */
export interface Store {
  read(name: string): string | null;
  write(name: string, text: string): void;
  remove(name: string): void;
  names(): string[];
  /** The name as the browser knows it. */
  path(name: string): string;
  /** Opens it, or closes it and removes all that was kept. */
  open(may: boolean): void;
}

/** The part of localStorage that belongs to one write key. Where the browser has none, or it is full, memory has to do. */
export function localStore(prefix: string): Store {
  let isOpen = false;
  const attempt = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch {
      return otherwise;
    }
  };
  const names = () => attempt(() => Object.keys(localStorage).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)), []);
  return {
    names,
    path: (name) => prefix + name,
    read: (name) => attempt(() => localStorage.getItem(prefix + name), null),
    write: (name, text) => { if (isOpen) attempt(() => localStorage.setItem(prefix + name, text), undefined); },
    remove: (name) => attempt(() => localStorage.removeItem(prefix + name), undefined),
    open(may) {
      isOpen = may;
      if (!may) for (const name of names()) attempt(() => localStorage.removeItem(prefix + name), undefined);
    },
  };
}
