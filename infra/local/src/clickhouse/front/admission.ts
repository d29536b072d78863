import { refusalOfLogin } from './login.ts';
import type { Refusal, RequestHead } from './refusal.ts';

const methods = ['GET', 'HEAD', 'POST', 'OPTIONS'];
const mostHeaders = 200;
/** Most bytes of request line and headers together. The engine takes a parameter of up to 128 KiB in the URL. */
export const mostHeadBytes = 256 * 1024;

/**
 * The response to an error of Node's HTTP parser, by its code. The error's text is not shown: it may quote the request.
 */
export function refusalOfError(code: string | undefined): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return {
      status: 431,
      text: `the URL and headers are longer than ${mostHeadBytes / 1024} KiB: send the query, and lists as external data, in the body of a POST`,
    };
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return { status: 408, text: 'the request was not complete in time' };
  return { status: 400, text: 'this is not an HTTP request' };
}

/**
 * Why a request is refused; undefined where it may be passed on. Node's parser has already checked the syntax. Refused
 * here is what is valid HTTP, but would end the engine or could be read in two ways:
 * docs/decisions/clickhouse-front.md.
 */
export function refusalOf(request: RequestHead): Refusal | undefined {
  return refusalOfForm(request) ?? refusalOfLogin(request);
}

function refusalOfForm({
  method = '',
  url = '',
  httpVersion,
  rawHeaders,
  headers,
}: RequestHead): Refusal | undefined {
  if (httpVersion !== '1.1' && httpVersion !== '1.0')
    return { status: 505, text: 'only HTTP/1.1 and HTTP/1.0 are supported' };
  if (!methods.includes(method)) {
    const allowed = methods.join(', ');
    return { status: 405, text: `only the methods ${allowed} are supported`, headers: { Allow: allowed } };
  }
  if (!/^\/[\x21-\x7e]*$/.test(url))
    return { status: 400, text: "the URL must be a path, such as '/?query=SELECT+1', percent-encoded" };
  if (rawHeaders.length > 2 * mostHeaders)
    return { status: 431, text: `there are more than ${mostHeaders} headers` };
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && (coding.toLowerCase() !== 'chunked' || httpVersion === '1.0'))
    return { status: 501, text: 'the only supported transfer encoding is chunked, in HTTP/1.1' };
  const length = headers['content-length'];
  if (length !== undefined && !(/^\d{1,16}$/.test(length) && Number.isSafeInteger(Number(length))))
    return { status: 413, text: 'Content-Length must be a number of bytes below 2^53' };
  return undefined;
}
