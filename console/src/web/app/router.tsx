import {
  createRootRoute,
  createRoute,
  createRouter,
  retainSearchParams,
  stripSearchParams,
} from '@tanstack/react-router';
import { checkedSearch, parseSearch, writeSearch } from '../state/search.ts';
import { Broken, NotThere, PageGate } from './gate.tsx';
import { type PageEntry, pages } from './pages.ts';
import { Shell } from './shell.tsx';
import './static-data.ts';

const top = createRootRoute({
  component: Shell,
  notFoundComponent: NotThere,
  validateSearch: (given: Readonly<Record<string, string>>) => given,
  // What a person chose for how pages are shown goes along to the next page.
  search: {
    middlewares: [
      stripSearchParams<Readonly<Record<string, string>>>({ tz: 'utc', live: 'on' }),
      retainSearchParams<Readonly<Record<string, string>>>(['tz', 'live']),
    ],
  },
});

const routeOf = ({ path, search, needs, component: Content }: PageEntry) =>
  createRoute({
    getParentRoute: () => top,
    path,
    staticData: { knows: Object.keys(search.shape) },
    // The address stays as it was typed: a page reads it by its schema, which fills defaults in.
    validateSearch: (given: Record<string, string>) => {
      checkedSearch(search, given);
      return given;
    },
    component: () => (
      <PageGate needs={needs}>
        <Content />
      </PageGate>
    ),
    errorComponent: Broken,
  });

/** Type parameters of routes are not registered: pages read their address by their own schema (state/use-search.ts). */
export const router = createRouter({
  routeTree: top.addChildren(pages.map(routeOf)),
  parseSearch,
  stringifySearch: writeSearch,
  scrollRestoration: true,
});
