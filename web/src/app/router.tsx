import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { parseSearch, writeSearch } from './address/search';
import { allWords } from './i18n/start';
import { sessionQuery } from './session/session';
import { NotFound, RouteProblem } from './shell/RouteProblem';
import { Shell } from './shell/Shell';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Shell, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./session/SignInPage'), 'SignInPage'),
});

/** The specimens need no data and no sign-in. */
const design = createRoute({
  getParentRoute: () => root,
  path: '/design',
  component: lazyRouteComponent(() => import('@/design/DesignPage'), 'DesignPage'),
});

/** Everything below asks who is there first, and has its words before it is drawn. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Outlet,
  beforeLoad: async ({ context, location }) => {
    const [session] = await Promise.all([context.queries.ensureQueryData(sessionQuery), allWords()]);
    if (session === null) throw redirect({ to: '/sign-in', search: { next: location.href } as never });
  },
});

const start = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/pulse', replace: true });
  },
});

const pulse = createRoute({
  getParentRoute: () => signedIn,
  path: '/pulse',
  component: lazyRouteComponent(() => import('@/pillars/pulse/PulsePage'), 'PulsePage'),
});

const sources = createRoute({
  getParentRoute: () => signedIn,
  path: '/sources',
  component: lazyRouteComponent(() => import('@/pillars/listening/SourcesPage'), 'SourcesPage'),
});

const importFile = createRoute({
  getParentRoute: () => signedIn,
  path: '/sources/import',
  component: lazyRouteComponent(() => import('@/pillars/listening/import/ImportPage'), 'ImportPage'),
});

const quarantine = createRoute({
  getParentRoute: () => signedIn,
  path: '/sources/quarantine',
  component: lazyRouteComponent(() => import('@/pillars/listening/quarantine/QuarantinePage'), 'QuarantinePage'),
});

const source = createRoute({
  getParentRoute: () => signedIn,
  path: '/sources/$source',
  component: lazyRouteComponent(() => import('@/pillars/listening/live/SourcePage'), 'SourcePage'),
});

const quality = createRoute({
  getParentRoute: () => signedIn,
  path: '/sources/$source/quality',
  component: lazyRouteComponent(() => import('@/pillars/listening/quality/QualityPage'), 'QualityPage'),
});

const voices = createRoute({
  getParentRoute: () => signedIn,
  path: '/voices',
  component: lazyRouteComponent(() => import('@/pillars/understanding/VoicesPage'), 'VoicesPage'),
});

const detectors = createRoute({
  getParentRoute: () => signedIn,
  path: '/detectors',
  component: lazyRouteComponent(() => import('@/pillars/understanding/detectors/DetectorsPage'), 'DetectorsPage'),
});

const themes = createRoute({
  getParentRoute: () => signedIn,
  path: '/themes',
  component: lazyRouteComponent(() => import('@/pillars/understanding/themes/ThemesPage'), 'ThemesPage'),
});

const topics = createRoute({
  getParentRoute: () => signedIn,
  path: '/topics',
  component: lazyRouteComponent(() => import('@/pillars/understanding/topics/TopicsPage'), 'TopicsPage'),
});

const models = createRoute({
  getParentRoute: () => signedIn,
  path: '/detectors/models',
  component: lazyRouteComponent(() => import('@/pillars/understanding/models/ModelsPage'), 'ModelsPage'),
});

const labels = createRoute({
  getParentRoute: () => signedIn,
  path: '/labels',
  component: lazyRouteComponent(() => import('@/pillars/understanding/labels/LabelsPage'), 'LabelsPage'),
});

const priorities = createRoute({
  getParentRoute: () => signedIn,
  path: '/priorities',
  component: lazyRouteComponent(() => import('@/pillars/priorities/PrioritiesPage'), 'PrioritiesPage'),
});

const customers = createRoute({
  getParentRoute: () => signedIn,
  path: '/customers',
  component: lazyRouteComponent(() => import('@/pillars/profiles/CustomersPage'), 'CustomersPage'),
});

const reviews = createRoute({
  getParentRoute: () => signedIn,
  path: '/customers/reviews',
  component: lazyRouteComponent(() => import('@/pillars/profiles/reviews/ReviewsPage'), 'ReviewsPage'),
});

const identity = createRoute({
  getParentRoute: () => signedIn,
  path: '/customers/identity',
  component: lazyRouteComponent(() => import('@/pillars/profiles/identity/IdentityPage'), 'IdentityPage'),
});

const erasures = createRoute({
  getParentRoute: () => signedIn,
  path: '/customers/erasures',
  component: lazyRouteComponent(() => import('@/pillars/profiles/erasure/ErasuresPage'), 'ErasuresPage'),
});

const customer = createRoute({
  getParentRoute: () => signedIn,
  path: '/customers/$key',
  component: lazyRouteComponent(() => import('@/pillars/profiles/customer/CustomerPage'), 'CustomerPage'),
});

const register = createRoute({
  getParentRoute: () => signedIn,
  path: '/register',
  component: lazyRouteComponent(() => import('@/pillars/profiles/RegisterPage'), 'RegisterPage'),
});

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/SettingsPage'), 'SettingsPage'),
});

const tree = root.addChildren([signIn, design, signedIn.addChildren([start, pulse, sources, importFile, quarantine, source, quality, voices, themes, topics, detectors, models, labels, customers, reviews, identity, erasures, customer, priorities, register, settings])]);

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    parseSearch,
    stringifySearch: writeSearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: RouteProblem,
    scrollRestoration: true,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
