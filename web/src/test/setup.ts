import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(cleanup);

// A busy machine may take longer than a second to draw a page; what never comes fails all the same.
configure({ asyncUtilTimeout: 10_000 });

// Tests of plain files run without a page.
if (typeof window !== 'undefined') giveWhatMantineAsksFor();

function giveWhatMantineAsksFor(): void {
  // jsdom lacks all of these.
  Element.prototype.scrollIntoView ??= () => undefined;
  window.matchMedia ??= ((query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  })) as typeof window.matchMedia;
  globalThis.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
}
