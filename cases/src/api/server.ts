import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { Config } from '@ringtrace/platform/config';
import { listen } from '@ringtrace/platform/listen';
import type { Logger } from '@ringtrace/platform/log';
import { measureDays } from '../providers/measure/measure.ts';
import { groupOf } from '../requests/group.ts';
import { openSecrets, type Secrets } from '../requests/secrets.ts';
import type { Desk } from '../work/desk.ts';
import { answerPages } from './answer-page/serve.ts';
import { casesApi } from './app.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { fault, problemResponse } from './problem.ts';
import { storeOffice } from './store-office.ts';
import { callerByToken, openTokens } from './tokens.ts';

type Respond = (request: Request) => Response | Promise<Response>;

interface Parts {
  readonly config: Config;
  readonly log: Logger;
  readonly desk: Desk;
  readonly store: Store;
  /** Copies new events into the store. */
  readonly copy: () => Promise<unknown>;
}

/** The API and the pages of links, over a running instance. */
export function casesServer({ config, log, desk, store, copy }: Parts): Respond {
  const home = config.RINGTRACE_HOME;
  const tokens = openTokens(home, desk.now);
  const changed = oneAtATime(copy, (err) =>
    log.warn({ err }, 'casework: a change is saved, but lists do not show it yet; it is copied again'),
  );
  const measured = oneAtATime(
    () => measureDays(store, { now: desk.now }),
    (err) => log.warn({ err }, 'casework: records are not all measured yet; figures say up to when they are'),
  );
  const api = casesApi({
    office: storeOffice(desk, store, { copied: changed, measured }),
    callerOf: ({ headers }) => callerByToken(tokens, headers.get('authorization') ?? undefined),
    changed,
    failed: (err, method) => log.error({ err, method }, 'casework: a request to the API failed'),
  });
  let secrets: Secrets | undefined;
  const pages = answerPages({
    desk,
    secret: () => {
      secrets ??= openSecrets(home);
      return secrets.links;
    },
    group: groupOf(config.RINGTRACE_SENDER),
    changed,
    // The address of the page is as good as its token: it is not logged.
    failed: (err) => log.error({ err }, 'casework: the page of a link failed'),
  });
  return (request) =>
    new URL(request.url).pathname.startsWith('/answer/') ? pages.fetch(request) : api.fetch(request);
}

/** Limits of a connection: links reach the server from anywhere. Sizes in bytes, times in ms. */
const limits = {
  maxHeaderSize: 16_384,
  headersTimeout: 20_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
} as const;
const mostConnections = 256;
/** Requests under way have this time once the worker ends, ms. */
const graceMs = 5_000;

interface Serving {
  readonly config: Pick<Config, 'RINGTRACE_API_HOST' | 'RINGTRACE_API_PORT'>;
  readonly log: Logger;
  /** Made when the first request comes. */
  readonly app: () => Respond;
}

interface CasesServing {
  /** undefined where it could not listen on any port. */
  readonly url: string | undefined;
  /** Resolves once the requests under way have their responses. */
  close(): Promise<void>;
}

/** Serves until it is closed. Never throws: without it the worker can still do its work. */
export async function serveCases({ config, log, app }: Serving): Promise<CasesServing> {
  let respond: Respond | undefined;
  const listener = getRequestListener(
    async (request) => {
      try {
        respond ??= app();
        return await respond(request);
      } catch (err) {
        log.error({ err }, 'casework: the API could not be opened');
        return problemResponse(fault);
      }
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer(limits, listener);
  server.maxConnections = mostConnections;
  const url = await listen(server, {
    host: config.RINGTRACE_API_HOST,
    port: config.RINGTRACE_API_PORT,
    what: 'the API of casework',
    log,
  });
  server.unref();
  if (url === undefined)
    log.error('cannot listen on any port for the API of casework: the worker goes on without it');
  else log.info({ url }, 'serving the API of casework');
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), graceMs).unref();
      }),
  };
}
