import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { engineHead, framingOf } from './engine-head.ts';
import type { Refusal } from './refusal.ts';

/** Where the engine listens. */
export interface EngineAddress {
  readonly host: string;
  readonly port: number;
}

export interface RelayLimits {
  /** How long a client may send nothing of a body it has begun, and take nothing of an answer that is whole; ms. */
  readonly idleMs: number;
  /** How long a client may take nothing of an answer that is under way, ms: somebody may be reading it page by page. */
  readonly takeMs: number;
  /** How long what a client still sends is read after the engine has answered, ms. */
  readonly lingerMs: number;
}

/** One text for the front's own answers. Whatever is left of the request is not read: the connection ends. */
export function refuse(response: ServerResponse, { status, text, headers = {} }: Refusal) {
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'text/plain; charset=utf-8',
    Connection: 'close',
  });
  response.end(`Ringtrace: ${text}\n`);
}

const soon = { 'Retry-After': '2' };
const away = {
  status: 503,
  headers: soon,
  text: 'ClickHouse does not answer at this moment. It is started again when it has ended: ask again in some seconds',
} as const;
const broken = {
  status: 502,
  headers: soon,
  text: 'ClickHouse ended the connection before it answered: ask again in some seconds',
} as const;
const stalled = { status: 408, text: 'the rest of the request did not come' } as const;

/**
 * Passes one request on to the engine, and the bytes of its answer back as they are: a status, headers that come one
 * by one while a query runs, chunks, and an answer that breaks off stay what the engine made them. The client's going
 * ends the engine's connection, which cancels the query.
 */
export function relay(
  request: IncomingMessage,
  response: ServerResponse,
  { engine, limits }: { engine: EngineAddress; limits: RelayLimits },
): void {
  const client = request.socket;
  const upstream = connect({ ...engine, noDelay: true });
  let connected = false;
  let answered = false;
  let idle: NodeJS.Timeout | undefined;
  upstream.once('connect', () => {
    connected = true;
    sendRequest(request, upstream, engine.host);
    idle = watchBody(request, upstream, limits.idleMs, () => {
      if (answered) client.destroy();
      else refuse(response, stalled);
      leave(upstream);
    });
  });
  upstream.once('data', () => {
    answered = true;
  });
  upstream.pipe(client, { end: false });
  boundWaiting(upstream, client, limits.takeMs);
  upstream.once('end', () => {
    if (answered) finish(request, client, limits);
  });
  upstream.on('error', () => upstream.destroy());
  upstream.once('close', (failed) => {
    clearTimeout(idle);
    if (!answered) refuseOnce(response, connected ? broken : away);
    // Broken off: what came so far is passed on, and its end is missing there too.
    // An answer without a length, as HTTP/1.0 has it, would look whole after a usual end.
    else if (failed && request.httpVersion === '1.0') client.resetAndDestroy();
    else if (failed) client.destroySoon();
  });
  client.once('close', () => {
    clearTimeout(idle);
    leave(upstream);
  });
}

function refuseOnce(response: ServerResponse, refusal: Refusal): void {
  if (!response.headersSent && !response.destroyed) refuse(response, refusal);
}

/** The request as the engine is to see it. A client that breaks off leaves it unfinished there too. */
function sendRequest(request: IncomingMessage, upstream: Socket, host: string): void {
  upstream.write(engineHead(request, host), 'latin1');
  if (framingOf(request) !== 'chunked') {
    request.pipe(upstream, { end: false });
    return;
  }
  const chunks = new Transform({
    transform(piece: Buffer, _, done) {
      done(
        null,
        Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]),
      );
    },
    flush(done) {
      done(null, '0\r\n\r\n');
    },
  });
  request.pipe(chunks).pipe(upstream, { end: false });
}

/** Ends a connection to the engine only after a whole head: half a one makes the engine end itself. */
function leave(upstream: Socket): void {
  if (upstream.connecting || upstream.writableLength === 0) upstream.destroy();
  else upstream.destroySoon();
}

/**
 * Calls `stalled` where a body that is being sent on stands still for so long. While the engine takes no more, that is
 * not the client's doing.
 */
function watchBody(
  request: IncomingMessage,
  upstream: Socket,
  idleMs: number,
  stalled: () => void,
): NodeJS.Timeout {
  const timer = setTimeout(() => {
    if (upstream.writableNeedDrain) timer.refresh();
    else stalled();
  }, idleMs);
  request.on('data', () => timer.refresh());
  request.once('end', () => clearTimeout(timer));
  return timer;
}

/**
 * Lets a client go that takes nothing for so long: it would keep its connection, and the engine's, for ever. Meanwhile
 * nothing is read of the engine, so that its own close goes unseen too.
 */
function boundWaiting(upstream: Socket, client: Socket, takeMs: number): void {
  let late: NodeJS.Timeout | undefined;
  upstream.on('pause', () => {
    clearTimeout(late);
    late = setTimeout(() => client.destroy(), takeMs);
  });
  client.on('drain', () => clearTimeout(late));
  client.once('close', () => clearTimeout(late));
}

/** The answer is whole: it ends the connection once it is sent. What still comes meanwhile is read away, for a while. */
function finish(request: IncomingMessage, client: Socket, { idleMs, lingerMs }: RelayLimits): void {
  client.setTimeout(idleMs, () => client.destroy());
  client.end(() => {
    if (request.complete) client.destroy();
    else setTimeout(() => client.destroy(), lingerMs).unref();
  });
  request.unpipe();
  request.resume();
}
