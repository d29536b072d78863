import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../listen.ts';
import type { Logger } from '../log.ts';
import { visibleJson } from '../visible.ts';
import type { Checks } from './health.ts';
import type { Metrics } from './registry.ts';

export interface MetricsServerOptions {
  readonly host: string;
  /** 0 = any free port. Where the port is in use, a free one is taken. */
  readonly port: number;
  readonly metrics: Metrics;
  /** Checks for /health: the process is alive where all are ok. */
  readonly alive: () => Checks;
  /** Checks for /ready: the worker can do its work where all are ok. */
  readonly ready: () => Promise<Checks>;
  readonly log: Logger;
}

export interface MetricsServer {
  /** URL of the server, such as `http://127.0.0.1:41234`; undefined where it could not listen on any port. */
  readonly url: string | undefined;
  close(): void;
}

/** Limits of a request, as the pages have no login. Sizes in bytes, times in ms. */
const limits = {
  maxHeaderSize: 8_192,
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
} as const;
/** Most connections at the same time: Prometheus, a health probe and a person need a few. */
const mostConnections = 64;

/**
 * Serves /health, /ready and /metrics. Never throws: without it the worker can still do its work. The server does not
 * keep the process alive.
 */
export async function serveMetrics(options: MetricsServerOptions): Promise<MetricsServer> {
  const { host, port, log } = options;
  const server = createServer(limits, (request, response) => {
    respond(options, request, response).catch((error) => {
      log.warn({ err: String(error), url: request.url }, 'a health or metrics request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.maxConnections = mostConnections;
  const url = await listen(server, { host, port, what: 'health and metrics', log });
  server.unref();
  if (url === undefined)
    log.error({ host }, 'cannot listen on any port for health and metrics: the worker goes on without them');
  else log.info({ url }, 'serving /health, /ready and /metrics');
  return {
    url,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function respond(
  { metrics, alive, ready }: MetricsServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  switch (request.url?.split('?')[0]) {
    case '/metrics': {
      const text = await metrics.text();
      response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
      return;
    }
    case '/health':
      return report(response, alive(), 'alive', 'stuck');
    case '/ready':
      return report(response, await ready(), 'ready', 'not ready');
    default:
      response.writeHead(404, { 'content-type': 'text/plain' }).end('/health, /ready, /metrics\n');
  }
}

/** Responds with 200, or with 503 where a check is not ok, and all checks as JSON. */
function report(response: ServerResponse, checks: Checks, good: string, bad: string): void {
  const ok = Object.values(checks).every((check) => check.ok);
  const body = visibleJson(JSON.stringify({ status: ok ? good : bad, checks }));
  response
    .writeHead(ok ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(`${body}\n`);
}
