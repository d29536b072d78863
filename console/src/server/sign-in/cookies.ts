import type { Place } from './place.ts';

/** The value of a cookie; undefined where it was not sent. */
export function cookieIn(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [left = '', ...rest] = pair.split('=');
    if (left.trim() === name) return rest.join('=').trim();
  }
  return undefined;
}

/**
 * Scripts can't read it. SameSite is Lax and not Strict: with Strict the browser leaves the cookie out on the way back from an
 * identity provider, and on every link to a page from a message. Changes are checked by their origin as well.
 */
const attributes = ({ secure }: Place) => `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

/** Header Set-Cookie. It ends with the browser unless `seconds` says when. */
export const setCookie = (place: Place, name: string, value: string, seconds?: number): string =>
  `${name}=${value}; ${attributes(place)}${seconds === undefined ? '' : `; Max-Age=${seconds}`}`;

export const dropCookie = (place: Place, name: string): string => setCookie(place, name, '', 0);
