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

/** How an attempt to sign in ended. must_wait: there were too many before. */
export const signInOutcomes = ['done', 'wrong', 'must_wait', 'failed'] as const;
export type SignInOutcome = (typeof signInOutcomes)[number];

const outcomes: Readonly<Record<number, SignInOutcome>> = { 303: 'done', 401: 'wrong', 429: 'must_wait' };

/** How a request ended that signs somebody in, with a password or by the identity provider; undefined = it is none. */
export function signInOutcome({ method, url }: Request, status: number): SignInOutcome | undefined {
  const { pathname } = new URL(url);
  const signsIn = (method === 'POST' && pathname === '/sign-in') || pathname === '/sign-in/group/return';
  return signsIn ? (outcomes[status] ?? 'failed') : undefined;
}

const asksApi = (request: Request) => /^(?:own|casework)$/.test(kindOf(request));

/** Whether a request asks for a list, or for an answer to SQL, as a CSV file. */
export const isCsv = (request: Request): boolean =>
  asksApi(request) && /(?:\.csv|\/query\/csv)$/.test(new URL(request.url).pathname);

/** Whether a request asks for called numbers in full. */
export const showsNumbers = (request: Request): boolean =>
  asksApi(request) && new URL(request.url).searchParams.get('numbers') === 'true';
