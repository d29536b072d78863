import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { mostHeadBytes, refusalOf, refusalOfError } from './admission.ts';
import { type EngineAddress, type RelayLimits, refuse, relay } from './relay.ts';

/** Limits of the front. */
export interface FrontLimits extends RelayLimits {
  /** Most connections at the same time, in all and from one IP address: one machine must not use all of them. */
  readonly connections: number;
  readonly connectionsPerAddress: number;
  /** Time limit of a TLS handshake, and of a request's line and headers, ms. */
  readonly headMs: number;
  /** Time limit for receiving a whole request, ms. */
  readonly requestMs: number;
  /** Time for unfinished responses when the front closes, ms. The engine gives its queries 5 s. */
  readonly closeMs: number;
}

const usualLimits: FrontLimits = {
  connections: 500,
  connectionsPerAddress: 300,
  headMs: 20_000,
  requestMs: 3_600_000,
  idleMs: 60_000,
  takeMs: 600_000,
  lingerMs: 2_000,
  closeMs: 6_000,
};

export interface FrontOptions {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly engine: EngineAddress;
  /** Key and certificate in PEM: then the front accepts TLS only. */
  readonly tls?: string | undefined;
  readonly limits?: Partial<FrontLimits>;
}

export interface Front {
  readonly url: string;
  /** Stops accepting connections, waits `closeMs` for unfinished responses, then closes all connections. */
  close(): Promise<void>;
}

/**
 * Opens the front: the HTTP server through which everybody but our own processes reaches the embedded ClickHouse. It
 * has a strict parser and limits, because a malformed request would end the engine. Throws where it can't listen.
 */
export async function openFront(options: FrontOptions): Promise<Front> {
  const limits = { ...usualLimits, ...options.limits };
  const busy = new Set<Socket>();
  const server = createServer(options, limits);
  server.maxConnections = limits.connections;
  // 0 = Node's parser keeps all headers; too many are refused in `refusalOf`.
  server.maxHeadersCount = 0;
  const open = openConnections(server, limits.connectionsPerAddress);
  server.on('request', (request, response) => {
    // A second request before the first has its response is ignored: that response ends the connection.
    if (busy.has(request.socket)) return;
    const refusal = refusalOf(request);
    if (refusal !== undefined) {
      refuse(response, refusal);
      return;
    }
    busy.add(request.socket);
    request.socket.once('close', () => busy.delete(request.socket));
    relay(request, response, { engine: options.engine, limits });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const answering = [...busy].some((one) => one === socket);
    if (answering || !socket.writable || error.code === 'ECONNRESET') socket.destroy();
    else socket.end(rawRefusal(error.code), () => socket.destroy());
  });
  await listen(server, options);
  return { url: urlOf(server, options), close: () => close(server, { open, busy, closeMs: limits.closeMs }) };
}

function createServer({ tls }: FrontOptions, { headMs, requestMs }: FrontLimits): http.Server {
  const parsing = {
    maxHeaderSize: mostHeadBytes,
    headersTimeout: headMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.min(headMs, 5_000),
    insecureHTTPParser: false,
    // TCP keep-alive: notices a client whose machine has failed.
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
    noDelay: true,
  };
  if (tls === undefined) return http.createServer(parsing);
  return https.createServer({
    ...parsing,
    key: tls,
    cert: tls,
    handshakeTimeout: headMs,
    minVersion: 'TLSv1.2',
  });
}

/** The open connections. Further connections from an IP address that has `mostOfOne` are closed at once. */
function openConnections(server: http.Server, mostOfOne: number): ReadonlySet<Socket> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    const same = [...open].filter((other) => other.remoteAddress === remoteAddress);
    if (same.length > mostOfOne) socket.destroy();
  });
  return open;
}

/** The bytes of a response where Node could not parse the request, and so has no response object. */
function rawRefusal(code: string | undefined): string {
  const { status, text } = refusalOfError(code);
  const body = `Ringtrace: ${text}\n`;
  return `HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
}

function listen(server: http.Server, { host, port }: FrontOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function urlOf(server: http.Server, { host, tls }: FrontOptions): string {
  const scheme = tls === undefined ? 'http' : 'https';
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${portOf(server.address())}`;
}

interface Closing {
  readonly open: ReadonlySet<Socket>;
  readonly busy: ReadonlySet<Socket>;
  readonly closeMs: number;
}

async function close(server: http.Server, { open, busy, closeMs }: Closing): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const cutAll = () => {
    for (const socket of open) socket.destroy();
  };
  const late = setTimeout(cutAll, closeMs);
  await Promise.all([...busy].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
  // Connections without a request are not waited for.
  cutAll();
  await closed;
  clearTimeout(late);
}
