import type { RequestHead } from './refusal.ts';

/**
 * Headers that are not passed on: those about one connection (RFC 9110, 7.6.1); `Expect`, which Node handles; and
 * `Host`, which becomes the engine's address.
 */
const notPassedOn = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'content-length',
  'upgrade',
  'expect',
  'host',
]);

/** How the end of a request's body is known: by its length, by chunks, or there is no body. */
export type Framing = { readonly length: string } | 'chunked' | 'none';

/** The framing of a request's body. */
export function framingOf({ headers }: RequestHead): Framing {
  if (headers['transfer-encoding'] !== undefined) return 'chunked';
  const length = headers['content-length'];
  return length === undefined ? 'none' : { length };
}

function framingHeader(framing: Framing): string[] {
  if (framing === 'none') return [];
  return framing === 'chunked' ? ['Transfer-Encoding: chunked'] : [`Content-Length: ${framing.length}`];
}

/**
 * The request line, headers and empty line that are sent to the engine, to be encoded as latin1. Each request has a
 * connection of its own. So no bytes of one request or response can be taken for part of another.
 */
export function engineHead(request: RequestHead, host: string): string {
  const named = (request.headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const dropped = new Set([...notPassedOn, ...named]);
  const lines = [
    `${request.method} ${request.url} HTTP/${request.httpVersion}`,
    `Host: ${host}`,
    'Connection: close',
  ];
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i] ?? '';
    if (!dropped.has(name.toLowerCase())) lines.push(`${name}: ${request.rawHeaders[i + 1]}`);
  }
  lines.push(...framingHeader(framingOf(request)), '', '');
  return lines.join('\r\n');
}
