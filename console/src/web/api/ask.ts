import { problemIn, RequestError } from './problem.ts';

/** A route of the server, for its types alone: `import type` it from console/src/server/routes. */
export interface AnyRoute {
  readonly path: string;
  readonly shapes?: {
    readonly path: string;
    readonly params: unknown;
    readonly query: unknown;
    readonly body: unknown;
    readonly out: unknown;
  };
}
type ShapesOf<R extends AnyRoute> = NonNullable<R['shapes']>;
export type AnswerOf<R extends AnyRoute> = ShapesOf<R>['out'];

export interface Given<R extends AnyRoute> {
  readonly params?: ShapesOf<R>['params'];
  readonly query?: ShapesOf<R>['query'];
  readonly body?: ShapesOf<R>['body'];
  readonly method?: 'get' | 'post' | 'put';
  readonly signal?: AbortSignal;
}

const root = '/api/v1';

/** Address of a route, with the parts of its path and its query filled in. */
export function addressOf(path: string, params: unknown = {}, query: unknown = {}): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(valueIn(params, name)),
  );
  const pairs = Object.entries(Object(query)).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  const search = new URLSearchParams(pairs).toString();
  return `${root}${filled}${search === '' ? '' : `?${search}`}`;
}

const valueIn = (from: unknown, name: string) => {
  const value: unknown = Reflect.get(Object(from), name);
  if (value === undefined) throw new Error(`the path needs ${name}`);
  return String(value);
};

/**
 * Asks a route of the console. `R` is its type: `ask<typeof meRoute>('/console/me')`. Throws RequestError where the server
 * refuses or fails. Where nobody is signed in any more, the page for signing in is opened.
 */
export async function ask<R extends AnyRoute>(
  path: ShapesOf<R>['path'],
  { params, query, body, method = 'get', signal }: Given<R> = {},
): Promise<AnswerOf<R>> {
  return send(addressOf(path, params, query), { method, body, ...(signal === undefined ? {} : { signal }) });
}

interface Sending {
  readonly method: 'get' | 'post' | 'put';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Changes something by a route of casework, such as `act('/cases/case-1/note', { note: '...' })`. Throws RequestError. */
export const act = (path: string, body: unknown, method: 'post' | 'put' = 'post'): Promise<unknown> =>
  send(`${root}${path}`, { method, body });

async function send<T>(address: string, { method, body, signal }: Sending): Promise<T> {
  const response = await fetch(address, {
    method: method.toUpperCase(),
    headers: {
      accept: 'application/json',
      ...(method === 'get' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'get' ? {} : { body: JSON.stringify(body ?? {}) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const content = isJson ? await response.json() : undefined;
  if (response.status === 401) {
    const to = `${location.pathname}${location.search}`;
    location.assign(`/sign-in?${new URLSearchParams({ to })}`);
  }
  if (!response.ok) throw new RequestError(problemIn(response.status, content));
  return content;
}
