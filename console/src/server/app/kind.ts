import { root } from '@ringtrace/cases/api/root';

/**
 * What a request asks for. own: the API of the console, and the document of all routes. casework: the API of casework. file: a part of the pages. page: any
 * address that a person opens. answer: the page of a signed link.
 */
export type Kind = 'answer' | 'sign-in' | 'own' | 'casework' | 'file' | 'page';

export function kindOf({ url }: Request): Kind {
  const { pathname } = new URL(url);
  if (pathname.startsWith('/answer/')) return 'answer';
  if (/^\/sign-(?:in|out)(?:\/|$)/.test(pathname)) return 'sign-in';
  if (pathname.startsWith(`${root}/console/`) || pathname === '/openapi.json') return 'own';
  // Whatever else is asked of an API is answered by one: a program must not get a page for a mistyped path.
  if (/^\/api(?:\/|$)/.test(pathname)) return 'casework';
  return pathname.startsWith('/assets/') ? 'file' : 'page';
}
