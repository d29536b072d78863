import { problemResponse } from '@ringtrace/cases/api/problem';
import { root } from '@ringtrace/cases/api/root';
import { plainPage } from './page.ts';
import type { Place } from './place.ts';

const isOfApi = ({ url }: Request) => new URL(url).pathname.startsWith(`${root}/`);
const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD';

/**
 * Refuses what a page of another site has sent. A change must come from a page of ours. So must a question to the API: reading
 * called numbers in full is noted as a deed of the person. Only a page may be opened by a link from elsewhere.
 * @param place where the request was sent to; undefined = none of our addresses
 */
export function refusalOf(
  request: Request,
  place: Place | undefined,
  known: string | undefined,
): Response | undefined {
  if (place === undefined) return answer(request, 421, 'This is not an address of the console', wayTo(known));
  if (isFromOurs(request, place)) return undefined;
  return answer(
    request,
    403,
    'This did not come from a page of the console',
    'Nothing was done. Open the console by its own address, and try again there.',
  );
}

const wayTo = (known: string | undefined) =>
  known === undefined
    ? 'Open it by the address that Ringtrace said at its start. To serve it under another name, set RINGTRACE_CONSOLE_URL.'
    : `Open ${known}. A proxy before the console must pass on the Host header of the browser.`;

/**
 * Browsers say by themselves where a request comes from. 'none' = the person typed the address. No program that is no browser
 * has a session's cookie, unless it was given one.
 */
function isFromOurs(request: Request, { origin }: Place): boolean {
  const site = request.headers.get('sec-fetch-site');
  const from = request.headers.get('origin');
  if (isRead(request)) return !isOfApi(request) || site === null || site === 'same-origin' || site === 'none';
  if (site !== null && site !== 'same-origin') return false;
  // A page that tells nobody its address sends 'null'.
  return from === origin || ((from === null || from === 'null') && site === 'same-origin');
}

function answer(request: Request, status: 403 | 421, title: string, words: string): Response {
  if (!isOfApi(request)) return plainPage(status, title, words);
  return problemResponse({ type: 'urn:ringtrace:problem:not-ours', title, status, detail: words });
}
