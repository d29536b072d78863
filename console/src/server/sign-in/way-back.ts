/** Only for taking a path apart: nothing is ever sent there. */
const anywhere = 'http://console.invalid';

/** Longer addresses do not fit into a cookie, characters. */
const longest = 2_000;

/** Where to go after signing in: a path of the console. Anything else, such as an address elsewhere, becomes '/'. */
export function wayBack(to: string | null | undefined): string {
  // Browsers take a backslash for a slash, and leave out line breaks and tabs.
  if (!to?.startsWith('/') || to.startsWith('//') || to.length > longest || /[\\\p{Cc}]/u.test(to))
    return '/';
  const parsed = URL.parse(to, anywhere);
  if (parsed === null || parsed.origin !== anywhere || parsed.pathname.startsWith('//')) return '/';
  if (/^\/(?:sign-in|sign-out|api|answer|assets)(?:\/|$)/.test(parsed.pathname)) return '/';
  return `${parsed.pathname}${parsed.search}${parsed.hash}`;
}
