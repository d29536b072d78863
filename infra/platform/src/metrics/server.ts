import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '../log.ts';
import { visibleJson } from '../visible.ts';
import type { Checks } from './health.ts';
import type { Metrics } from './registry.ts';

export interface MetricsServerOptions {
  readonly host: string;
  /** 0 = any free port. One that is taken is replaced by a free one. */
  readonly port: number;
  readonly metrics: Metrics;
  /** The process is alive where all of them are ok. */
  readonly alive: () => Checks;
  /** The worker can do its work where all of them are ok. */
  readonly ready: () => Promise<Checks>;
  readonly log: Logger;
}

export interface MetricsServer {
  /** Where it answers, such as `http://127.0.0.1:41234`; undefined where no port could be had. */
  readonly url: string | undefined;
  close(): void;
}

/** The pages have no login: what any stranger can take is little. Times in ms. */
const limits = {
  maxHeaderSize: 8_192,
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
} as const;
/** A scraper, a probe and a person need a few. */
const mostConnections = 64;

/**
 * Serves /health, /ready and /metrics. Never throws: a worker that can't be watched still does its work. It doesn't
 * keep the process alive either.
 */
export async function serveMetrics(options: MetricsServerOptions): Promise<MetricsServer> {
  const { host, port, log } = options;
  const server = createServer(limits, (request, response) => {
    answer(options, request, response).catch((error) => {
      log.warn({ err: String(error), url: request.url }, 'a health or metrics request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.maxConnections = mostConnections;
  const bound = (await listen(server, host, port, log)) ?? (await listen(server, host, 0, log));
  server.unref();
  const url = bound === undefined ? undefined : `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
  if (url === undefined) log.error({ host }, 'no port for health and metrics: going on without');
  else log.info({ url }, 'serving /health, /ready and /metrics');
  return {
    url,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The port it listens on; undefined where it can't have that one. */
async function listen(server: Server, host: string, port: number, log: Logger): Promise<number | undefined> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    log.warn({ host, port, err: String(error) }, 'health and metrics can not have this port');
    return undefined;
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : undefined;
}

async function answer(
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

/** 200 or 503, with what isn't as it should be. */
function report(response: ServerResponse, checks: Checks, good: string, bad: string): void {
  const ok = Object.values(checks).every((check) => check.ok);
  const body = visibleJson(JSON.stringify({ status: ok ? good : bad, checks }));
  response
    .writeHead(ok ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(`${body}\n`);
}
