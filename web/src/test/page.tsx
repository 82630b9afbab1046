import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { parseSearch, writeSearch } from '@/app/address/search';
import type { Language } from '@/app/i18n/languages';
import { show } from './render';

/** Draws a page at an address, with the program's own way of reading and writing it; every other path is empty. Gives the address as it is then. */
export async function showAt(address: string, Page: () => ReactNode, language?: Language): Promise<() => string> {
  const root = createRootRoute({ component: Page });
  const pages = ['/pulse', '/sources', '/sources/import', '/sources/quarantine', '/sources/$source', '/sources/$source/quality', '/voices', '/detectors', '/detectors/models', '/labels', '/themes', '/topics', '/priorities', '/register', '/customers', '/customers/reviews', '/customers/identity', '/customers/erasures', '/customers/$key', '/settings'].map((path) => createRoute({ getParentRoute: () => root, path }));
  const router = createRouter({ routeTree: root.addChildren(pages), history: createMemoryHistory({ initialEntries: [address] }), parseSearch, stringifySearch: writeSearch });
  window.scrollTo = () => undefined; // jsdom has none
  await show(<RouterProvider router={router as never} />, language);
  return () => router.latestLocation.href;
}
