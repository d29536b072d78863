import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { engineHead, framingOf } from './engine-head.ts';
import type { Refusal } from './refusal.ts';

/** Address at which the engine listens. */
export interface EngineAddress {
  readonly host: string;
  readonly port: number;
}

export interface RelayLimits {
  /** Time in which a client must send more of a body it has begun, or read more of a finished response, ms. */
  readonly idleMs: number;
  /**
   * Time in which a client must read more of an unfinished response, ms. It is long: a person may read page by page.
   */
  readonly takeMs: number;
  /** Time for which the rest of a request is still read after the response was sent, ms. */
  readonly lingerMs: number;
}

/** Sends a response of the front itself and ends the connection; the rest of the request is not read. */
export function refuse(response: ServerResponse, { status, text, headers = {} }: Refusal) {
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'text/plain; charset=utf-8',
    Connection: 'close',
  });
  response.end(`Ringtrace: ${text}\n`);
}

const soon = { 'Retry-After': '2' };
const unreachable = {
  status: 503,
  headers: soon,
  text: 'ClickHouse cannot be reached at this moment. It is started again where it has ended: ask again in some seconds',
} as const;
const broken = {
  status: 502,
  headers: soon,
  text: 'ClickHouse closed the connection before it sent a response: ask again in some seconds',
} as const;
const stalled = { status: 408, text: 'the rest of the request was not received in time' } as const;

/**
 * Passes one request on to the engine, and the bytes of the engine's response back unchanged: status, progress headers
 * that come during a query, chunks, and also a response that breaks off. When the client disconnects, the connection to
 * the engine is closed too, which cancels the query.
 */
export function relay(
  request: IncomingMessage,
  response: ServerResponse,
  { engine, limits }: { engine: EngineAddress; limits: RelayLimits },
): void {
  const client = request.socket;
  const engineSocket = connect({ ...engine, noDelay: true });
  let connected = false;
  let responded = false;
  let idle: NodeJS.Timeout | undefined;
  engineSocket.once('connect', () => {
    connected = true;
    sendRequest(request, engineSocket, engine.host);
    idle = watchBody(request, engineSocket, limits.idleMs, () => {
      if (responded) client.destroy();
      else refuse(response, stalled);
      leave(engineSocket);
    });
  });
  engineSocket.once('data', () => {
    responded = true;
  });
  engineSocket.pipe(client, { end: false });
  boundWaiting(engineSocket, client, limits.takeMs);
  engineSocket.once('end', () => {
    if (responded) finish(request, client, limits);
  });
  engineSocket.on('error', () => engineSocket.destroy());
  engineSocket.once('close', (failed) => {
    clearTimeout(idle);
    if (!responded) refuseOnce(response, connected ? broken : unreachable);
    // The response broke off: what came so far is passed on, and the client sees that its end is missing.
    // In HTTP/1.0 a response without a length would look complete after a normal close, so the connection is reset.
    else if (failed && request.httpVersion === '1.0') client.resetAndDestroy();
    else if (failed) client.destroySoon();
  });
  client.once('close', () => {
    clearTimeout(idle);
    leave(engineSocket);
  });
}

function refuseOnce(response: ServerResponse, refusal: Refusal): void {
  if (!response.headersSent && !response.destroyed) refuse(response, refusal);
}

/** Sends the request to the engine. Where the client breaks off, the engine's request stays unfinished too. */
function sendRequest(request: IncomingMessage, engineSocket: Socket, host: string): void {
  engineSocket.write(engineHead(request, host), 'latin1');
  if (framingOf(request) !== 'chunked') {
    request.pipe(engineSocket, { end: false });
    return;
  }
  const chunks = new Transform({
    transform(chunk: Buffer, _, done) {
      done(
        null,
        Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
      );
    },
    flush(done) {
      done(null, '0\r\n\r\n');
    },
  });
  request.pipe(chunks).pipe(engineSocket, { end: false });
}

/** Closes the connection to the engine, but only after all headers are sent: half of them would end the engine. */
function leave(engineSocket: Socket): void {
  if (engineSocket.connecting || engineSocket.writableLength === 0) engineSocket.destroy();
  else engineSocket.destroySoon();
}

/**
 * Calls `stalled` where the client sends nothing more of its body for `idleMs`. The time does not count while the
 * engine accepts no more bytes: the client can't send then.
 */
function watchBody(
  request: IncomingMessage,
  engineSocket: Socket,
  idleMs: number,
  stalled: () => void,
): NodeJS.Timeout {
  const timer = setTimeout(() => {
    if (engineSocket.writableNeedDrain) timer.refresh();
    else stalled();
  }, idleMs);
  request.on('data', () => timer.refresh());
  request.once('end', () => clearTimeout(timer));
  return timer;
}

/**
 * Disconnects a client that reads nothing for `takeMs`. Otherwise it would keep its connection and the engine's for
 * ever: while the client does not read, nothing is read from the engine, so even the engine's close is not noticed.
 */
function boundWaiting(engineSocket: Socket, client: Socket, takeMs: number): void {
  let late: NodeJS.Timeout | undefined;
  engineSocket.on('pause', () => {
    clearTimeout(late);
    late = setTimeout(() => client.destroy(), takeMs);
  });
  client.on('drain', () => clearTimeout(late));
  client.once('close', () => clearTimeout(late));
}

/**
 * Ends the connection once the complete response is sent. The rest of the request is read and dropped, for `lingerMs`.
 */
function finish(request: IncomingMessage, client: Socket, { idleMs, lingerMs }: RelayLimits): void {
  client.setTimeout(idleMs, () => client.destroy());
  client.end(() => {
    if (request.complete) client.destroy();
    else setTimeout(() => client.destroy(), lingerMs).unref();
  });
  request.unpipe();
  request.resume();
}
