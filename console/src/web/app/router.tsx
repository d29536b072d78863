import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';

/** Every page is loaded when it is first opened. */
const top = createRootRoute({ component: Outlet });

const inbox = createRoute({
  getParentRoute: () => top,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/inbox/page.tsx'), 'Inbox'),
});

export const router = createRouter({ routeTree: top.addChildren([inbox]), defaultPreload: 'intent' });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
