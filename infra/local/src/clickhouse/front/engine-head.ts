import type { RequestHead } from './refusal.ts';

/**
 * Headers about one connection (RFC 9110, 7.6.1) and not about the request. `Expect` is answered by Node; `Host` names
 * whom we speak to.
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

/** How a request's body is cut out of its connection: by its length, in chunks, or there is none. */
export type Framing = { readonly length: string } | 'chunked' | 'none';

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
 * The request as the engine gets it: line, headers and the empty line, latin1. One connection is for one request, so
 * that no request and no answer can ever be taken for a part of another's.
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
