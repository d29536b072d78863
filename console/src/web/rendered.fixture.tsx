import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { parseSearch, writeSearch } from './state/search.ts';

interface Options {
  /** Address that the page is open at. */
  readonly at?: string;
  /** Answers of the server that are there already, by their keys. */
  readonly answers?: readonly (readonly [readonly unknown[], unknown])[];
}

/** Markup of a part as a page at an address would show it. Effects do not run, and nothing is asked. */
export async function rendered(node: ReactNode, { at = '/', answers = [] }: Options = {}): Promise<string> {
  const router = createRouter({
    routeTree: createRootRoute({ component: () => node, notFoundComponent: () => node }),
    history: createMemoryHistory({ initialEntries: [at] }),
    parseSearch,
    stringifySearch: writeSearch,
  });
  await router.load();
  const queries = new QueryClient();
  for (const [key, answer] of answers) queries.setQueryData(key, answer);
  return renderToStaticMarkup(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}
