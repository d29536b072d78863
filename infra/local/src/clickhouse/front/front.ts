import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { mostHeadBytes, refusalOf, refusalOfError } from './admission.ts';
import { type EngineAddress, type RelayLimits, refuse, relay } from './relay.ts';

export interface FrontLimits extends RelayLimits {
  /** At a time, in all and from one address: no one machine can take them all. */
  readonly connections: number;
  readonly connectionsPerAddress: number;
  /** How long a TLS handshake, or a request's line and headers, may take, ms. */
  readonly headMs: number;
  /** How long a whole request may take to come, ms. */
  readonly requestMs: number;
  /** How long answers under way may take when the front closes, ms. The engine gives its queries 5 s. */
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
  /** 0 takes any free one. */
  readonly port: number;
  readonly engine: EngineAddress;
  /** Key and certificate in PEM: then only TLS is spoken. */
  readonly tls?: string | undefined;
  readonly limits?: Partial<FrontLimits>;
}

export interface Front {
  readonly url: string;
  /** Takes nothing more, lets answers under way end for a while, and cuts the rest. */
  close(): Promise<void>;
}

/**
 * Opens ClickHouse's door for everybody who is not of ours: a strict HTTP parser and limits before an engine that ends
 * itself at a malformed request. Throws where it can't listen.
 */
export async function openFront(options: FrontOptions): Promise<Front> {
  const limits = { ...usualLimits, ...options.limits };
  const busy = new Set<Socket>();
  const server = createServer(options, limits);
  server.maxConnections = limits.connections;
  // 0 = the parser drops none silently; too many are refused.
  server.maxHeadersCount = 0;
  const open = openConnections(server, limits.connectionsPerAddress);
  server.on('request', (request, response) => {
    // A second request on a connection whose first is being answered: that answer ends the connection.
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
    // A client whose machine is gone is noticed.
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

/** Every open connection; what is beyond so many of one address is closed at once. */
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

/** An answer to what is no request: there is no response object for it. */
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
  // Who has not asked yet is not waited for.
  cutAll();
  await closed;
  clearTimeout(late);
}
