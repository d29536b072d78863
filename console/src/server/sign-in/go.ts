import type { Place } from './place.ts';

/** `refused` has let through addresses of ours alone. */
export function mustBe(place: Place | undefined): Place {
  if (place === undefined) throw new Error('a request to none of our addresses was let through');
  return place;
}

/** Leads to another page of the console. */
export function goTo(path: string, ...cookies: readonly string[]): Response {
  const headers = new Headers({ location: path, 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}
