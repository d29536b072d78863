import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { withNumbers } from './numbers.ts';
import type { Office } from './office.ts';
import { documentOf } from './openapi.ts';
import {
  fault,
  mayNot,
  noJson,
  noRoute,
  noToken,
  type Problem,
  problemOf,
  problemResponse,
  tooLarge,
  wrongMethod,
  wrongType,
} from './problem.ts';
import { jsonResponse } from './response.ts';
import { type Caller, readingRights } from './rights.ts';
import { root } from './root.ts';
import type { Route } from './route.ts';
import { routes } from './routes/all.ts';

export interface ApiOptions {
  readonly office: Office;
  /** Who sends a request; undefined = nobody whom we know. */
  readonly callerOf: (request: Request) => Caller | undefined;
  /** Called after a change; resolves once lists may show it. */
  readonly changed: () => Promise<void>;
  /** Told of errors that are faults of Ringtrace. */
  readonly failed: (error: unknown, route: string) => void;
}

/** A problem that ends the work on a request. */
class Stop extends Error {
  override name = 'Stop';
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  constructor(problem: Problem, headers: Readonly<Record<string, string>> = {}) {
    super(problem.detail);
    this.problem = problem;
    this.headers = headers;
  }
}

/** The HTTP API. It serves each route, and its own description at /openapi.json. */
export function casesApi(options: ApiOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => {
    if (error instanceof Stop) return problemResponse(error.problem, error.headers);
    const told = problemOf(error);
    if (told === undefined || told.status >= 500) options.failed(error, context.req.method);
    return problemResponse(told ?? fault);
  });
  app.notFound((context) => {
    callerFor(context, options);
    return problemResponse(noRoute);
  });
  for (const route of routes) serve(app, route, options);
  app.get('/openapi.json', (context) => {
    callerFor(context, options);
    return jsonResponse(documentOf(routes), 200);
  });
  refuseOtherMethods(app, options);
  return app;
}

/** '/cases/{case_id}' as Hono writes it. */
const pathIn = (path: string) => `${root}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;

function serve(app: Hono, route: Route, options: ApiOptions): void {
  const { method, path, mostBytes } = route;
  const limit = bodyLimit({ maxSize: mostBytes, onError: () => problemResponse(tooLarge(mostBytes)) });
  app.on(method.toUpperCase(), pathIn(path), async (context, next) => {
    const { may } = callerFor(context, options);
    if (!may.has(route.needs)) throw new Stop(mayNot(route.needs));
    if (asksForNumbers(context) && !may.has('numbers')) throw new Stop(mayNot('numbers'));
    await next();
  });
  app.on(method.toUpperCase(), pathIn(path), limit, async (context) => {
    const bytes = method === 'get' ? new Uint8Array() : new Uint8Array(await context.req.arrayBuffer());
    const { name } = callerFor(context, options);
    const result = await route.run(options.office, {
      params: context.req.param(),
      query: queryOf(context),
      body: bodyOf(context, route, bytes),
      bytes,
      ifMatch: context.req.header('if-match'),
      name,
    });
    if (!readingRights.has(route.needs)) await options.changed();
    const shown = withNumbers(result, {
      log: options.office.desk.log,
      actor: { name, reason: context.req.query('reason') ?? '' },
      what: context.req.path,
      inFull: asksForNumbers(context),
    });
    return jsonResponse(shown, route.status, etagOf(result));
  });
}

function callerFor({ req }: Context, { callerOf }: ApiOptions): Caller {
  const caller = callerOf(req.raw);
  if (caller === undefined) throw new Stop(noToken, { 'www-authenticate': 'Bearer realm="ringtrace"' });
  return caller;
}

const asksForNumbers = ({ req }: Context) => req.query('numbers') === 'true';

/** A parameter that is given twice becomes a list, which no route takes. */
const queryOf = ({ req }: Context) =>
  Object.fromEntries(
    Object.entries(req.queries()).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );

function bodyOf({ req }: Context, { method, file }: Route, bytes: Uint8Array): unknown {
  if (method === 'get') return {};
  const [type = ''] = (req.header('content-type') ?? '').toLowerCase().split(';');
  const taken = file.length === 0 ? ['application/json'] : file;
  if (!taken.includes(type.trim())) throw new Stop(wrongType(taken));
  if (file.length > 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Stop(noJson);
  }
}

/** A thing's version is its ETag, too. */
function etagOf(result: unknown): Readonly<Record<string, string>> {
  const version =
    typeof result === 'object' && result !== null && 'version' in result ? result.version : undefined;
  return typeof version === 'number' ? { etag: `"${version}"` } : {};
}

function refuseOtherMethods(app: Hono, options: ApiOptions): void {
  const paths = Map.groupBy(routes, ({ path }) => pathIn(path));
  const allowed = new Map<string, string[]>([['/openapi.json', ['GET']]]);
  for (const [path, known] of paths)
    allowed.set(
      path,
      known.map(({ method }) => method.toUpperCase()),
    );
  for (const [path, methods] of allowed)
    app.all(path, (context) => {
      callerFor(context, options);
      return problemResponse(wrongMethod(methods), { allow: methods.join(', ') });
    });
}
