import { type RefObject, useEffect, useRef, useState } from 'react';

/** Whether an element is narrower than what it holds, so that keys must reach it to scroll. */
export function useScrolls<T extends HTMLElement>(): [RefObject<T | null>, boolean] {
  const element = useRef<T>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const at = element.current;
    if (at === null || typeof ResizeObserver === 'undefined') return undefined;
    const watch = new ResizeObserver(() => setScrolls(at.scrollWidth > at.clientWidth && getComputedStyle(at).overflowX === 'auto'));
    watch.observe(at);
    return () => watch.disconnect();
  }, []);
  return [element, scrolls];
}
