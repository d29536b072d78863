import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { CaseLog } from '../log/log.ts';
import { InputError } from './input.ts';
import { showing } from './numbers.ts';
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
import type { Caller } from './rights.ts';
import { root } from './root.ts';
import type { RouteOver } from './route.ts';

/** Routes of one kind of work, and what serving them needs. */
export interface Serving<Work, Need extends string, C extends Caller<Need>> {
  readonly routes: readonly RouteOver<Work, Need>[];
  /** Who sends a request; undefined = nobody whom we know. */
  readonly callerOf: (request: Request) => C | undefined;
  readonly workFor: (caller: C) => Work;
  /** Notes who reads called numbers in full. */
  readonly log: CaseLog;
  /** Rights of routes that change nothing. */
  readonly reading: ReadonlySet<Need>;
  /** The right to see called numbers in full. */
  readonly numbers: Need;
  /** Callers are people who signed in: each gives a reason for called numbers in full. */
  readonly asksWhy?: boolean;
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

/** Serves routes. `more` adds what is served beside them: it gets the app, and a check of who asks. */
export function serveRoutes<Work, Need extends string, C extends Caller<Need>>(
  serving: Serving<Work, Need, C>,
  more: (app: Hono, check: (context: Context) => C) => void = () => {},
): Hono {
  const app = new Hono();
  const check = (context: Context) => callerFor(context, serving);
  app.onError((error, context) => {
    if (error instanceof Stop) return problemResponse(error.problem, error.headers);
    const told = problemOf(error);
    if (told === undefined || told.status >= 500) serving.failed(error, context.req.method);
    return problemResponse(told ?? fault);
  });
  app.notFound((context) => {
    check(context);
    return problemResponse(noRoute);
  });
  for (const route of serving.routes) serve(app, route, serving);
  more(app, check);
  refuseOtherMethods(app, serving, check);
  return app;
}

/** '/cases/{case_id}' as Hono writes it. */
const pathIn = (path: string) => `${root}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;

function serve<Work, Need extends string, C extends Caller<Need>>(
  app: Hono,
  route: RouteOver<Work, Need>,
  serving: Serving<Work, Need, C>,
): void {
  const { method, path, mostBytes } = route;
  const limit = bodyLimit({ maxSize: mostBytes, onError: () => problemResponse(tooLarge(mostBytes)) });
  app.on(method.toUpperCase(), pathIn(path), async (context, next) => {
    const { may } = callerFor(context, serving);
    if (!may.has(route.needs)) throw new Stop(mayNot(route.needs, serving.asksWhy === true));
    if (asksForNumbers(context) && !may.has(serving.numbers))
      throw new Stop(mayNot(serving.numbers, serving.asksWhy === true));
    if (
      asksForNumbers(context) &&
      serving.asksWhy === true &&
      (context.req.query('reason') ?? '').trim() === ''
    )
      throw new InputError('query', [
        { field: 'reason', message: 'say why you read called numbers in full: the log keeps it' },
      ]);
    await next();
  });
  app.on(method.toUpperCase(), pathIn(path), limit, async (context) => {
    const bytes = method === 'get' ? new Uint8Array() : new Uint8Array(await context.req.arrayBuffer());
    const caller = callerFor(context, serving);
    const { name } = caller;
    const result = await route.run(serving.workFor(caller), {
      params: context.req.param(),
      query: queryOf(context),
      body: bodyOf(context, route, bytes),
      bytes,
      ifMatch: context.req.header('if-match'),
      name,
    });
    if (!serving.reading.has(route.needs)) await serving.changed();
    const shown = await showing(result, {
      log: serving.log,
      actor: { name, reason: context.req.query('reason') ?? '' },
      what: context.req.path,
      // A route that needs the right to numbers shows them by itself, and notes it.
      inFull: asksForNumbers(context) || route.needs === serving.numbers,
      hidesAll: route.hidesAll,
    });
    return route.reply({ result, shown }, route.status, etagOf(result));
  });
}

function callerFor<Need extends string, C extends Caller<Need>>(
  { req }: Context,
  { callerOf }: Pick<Serving<never, Need, C>, 'callerOf'>,
): C {
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

function bodyOf(
  { req }: Context,
  { method, file }: Pick<RouteOver<never, never>, 'method' | 'file'>,
  bytes: Uint8Array,
): unknown {
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

function refuseOtherMethods(
  app: Hono,
  { routes }: { readonly routes: readonly Pick<RouteOver<never, never>, 'path' | 'method'>[] },
  check: (context: Context) => unknown,
): void {
  const paths = Map.groupBy(routes, ({ path }) => pathIn(path));
  for (const [path, known] of paths) {
    const methods = known.map(({ method }) => method.toUpperCase());
    app.all(path, (context) => {
      check(context);
      return problemResponse(wrongMethod(methods), { allow: methods.join(', ') });
    });
  }
}
