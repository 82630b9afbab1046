import { type RefObject, useEffect, useRef } from 'react';

/** Lets keys reach an element while it is smaller than what it holds, so that they can scroll it. */
export function useKeyScroll<T extends HTMLElement>(): RefObject<T | null> {
  const element = useRef<T>(null);
  useEffect(() => {
    const at = element.current;
    if (at === null || typeof ResizeObserver === 'undefined') return undefined;
    const watch = new ResizeObserver(() => {
      const { overflowX, overflowY } = getComputedStyle(at);
      const scrolls = (at.scrollWidth > at.clientWidth && overflowX === 'auto') || (at.scrollHeight > at.clientHeight && overflowY === 'auto');
      if (scrolls) at.tabIndex = 0;
      else at.removeAttribute('tabindex');
    });
    watch.observe(at);
    return () => watch.disconnect();
  }, []);
  return element;
}
