import { refusalOfLogin } from './login.ts';
import type { Refusal, RequestHead } from './refusal.ts';

const methods = ['GET', 'HEAD', 'POST', 'OPTIONS'];
const mostHeaders = 200;
/** Of the request line and headers together, bytes. The engine takes one parameter of up to 128 KiB in an address. */
export const mostHeadBytes = 256 * 1024;

/** By its parser's own error. Text of Node's errors is not shown: it may repeat what was sent. */
export function refusalOfError(code: string | undefined): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return {
      status: 431,
      text: `the address and headers are longer than ${mostHeadBytes / 1024} KiB: send the query, and lists as external data, in the body of a POST`,
    };
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return { status: 408, text: 'the request did not come to its end in time' };
  return { status: 400, text: 'this is no HTTP request' };
}

/**
 * Why a request goes no further, or undefined. Node's parser has judged its syntax already. What is legal there and
 * still stops the engine, or means two things, is refused here: docs/decisions/clickhouse-front.md.
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
    return { status: 505, text: 'HTTP/1.1 and HTTP/1.0 are spoken here' };
  if (!methods.includes(method)) {
    const allowed = methods.join(', ');
    return { status: 405, text: `${allowed} are answered here`, headers: { Allow: allowed } };
  }
  if (!/^\/[\x21-\x7e]*$/.test(url))
    return { status: 400, text: "the address must be a path, such as '/?query=SELECT+1', percent-encoded" };
  if (rawHeaders.length > 2 * mostHeaders)
    return { status: 431, text: `there are more than ${mostHeaders} headers` };
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && (coding.toLowerCase() !== 'chunked' || httpVersion === '1.0'))
    return { status: 501, text: 'of the transfer encodings only chunked is taken, and only in HTTP/1.1' };
  const length = headers['content-length'];
  if (length !== undefined && !(/^\d{1,16}$/.test(length) && Number.isSafeInteger(Number(length))))
    return { status: 413, text: 'Content-Length must be a number of bytes, and none so large' };
  return undefined;
}
