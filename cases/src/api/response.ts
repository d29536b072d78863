import { visibleJson } from '@ringtrace/platform/visible';

/** Nothing that casework shows is kept by a browser or a proxy, or runs anything. */
export const safeHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** A response with a JSON body. */
export const jsonResponse = (
  body: unknown,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  new Response(`${visibleJson(JSON.stringify(body))}\n`, {
    status,
    headers: { 'content-type': 'application/json', ...safeHeaders, ...headers },
  });
