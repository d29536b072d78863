import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { listen } from '@ringtrace/platform/listen';
import type { Logger } from '@ringtrace/platform/log';
import { fault, problemResponse } from './problem.ts';

/** @param peer address that the request came from; '' where nobody knows */
export type Respond = (request: Request, peer?: string) => Response | Promise<Response>;

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
  /** Where to listen. Where the port is in use, a free one is taken. */
  readonly at: { readonly host: string; readonly port: number };
  /** What is served, for the log, such as 'the API of casework'. */
  readonly what: string;
  readonly log: Logger;
  /** Made when the first request comes. */
  readonly app: () => Respond;
}

interface Served {
  /** undefined where it could not listen on any port. */
  readonly url: string | undefined;
  /** Resolves once the requests under way have their responses. */
  close(): Promise<void>;
}

/** Serves until it is closed. Never throws: without it the worker can still do its work. */
export async function serveHttp({ at, what, log, app }: Serving): Promise<Served> {
  let respond: Respond | undefined;
  const listener = getRequestListener(
    async (request, { incoming }) => {
      try {
        respond ??= app();
        return await respond(request, incoming.socket.remoteAddress ?? '');
      } catch (err) {
        log.error({ err }, `${what} could not be opened`);
        return problemResponse(fault);
      }
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer(limits, listener);
  server.maxConnections = mostConnections;
  const url = await listen(server, {
    ...at,
    what,
    log,
  });
  if (url === undefined) log.error(`cannot listen on any port for ${what}: the worker goes on without it`);
  else log.info({ url }, `serving ${what}`);
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
