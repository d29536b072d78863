import type { Respond } from '@ringtrace/cases/api/serve-http';
import type { Config } from '@ringtrace/platform/config';
import type { Logger } from '@ringtrace/platform/log';
import type { People } from '../people/people.ts';
import type { Session } from '../people/session.ts';
import type { Sessions } from '../people/sessions.ts';
import { cookieIn } from './cookies.ts';
import { type GroupSettings, groupSignIn } from './group/sign-in.ts';
import { placeOf } from './place.ts';
import { refusalOf } from './refused.ts';
import { signInPages } from './serve.ts';

interface SignInParts {
  readonly config: Pick<
    Config,
    'RINGTRACE_CONSOLE_URL' | 'RINGTRACE_CONSOLE_PROXIES' | 'RINGTRACE_CONSOLE_HOST'
  > &
    GroupSettings;
  readonly people: People;
  readonly sessions: Sessions;
  readonly log: Logger;
  /** ms since 1970. */
  readonly now?: () => number;
}

interface SignIn {
  /** Who sends a request; undefined = nobody who is signed in. */
  readonly sessionOf: (request: Request) => Session | undefined;
  /** The pages below /sign-in and /sign-out. */
  readonly signIn: Respond;
  /** undefined = the request may go on. */
  readonly refused: (request: Request) => Response | undefined;
}

/** Signing in with a password of ours, and what a session's cookie says afterwards. */
export function signInFor({ config, people, sessions, log, now = Date.now }: SignInParts): SignIn {
  const place = (request: Request) => placeOf(request, config);
  const sessionIdOf = (request: Request) => {
    const at = place(request);
    return at && cookieIn(request, at.cookie);
  };
  const sessionOf = (request: Request) => {
    const id = sessionIdOf(request);
    return id === undefined ? undefined : sessions.of(id);
  };
  const group = groupSignIn(config, people, now);
  const pages = signInPages({ config, people, sessions, log, place, sessionOf, sessionIdOf, group, now });
  return {
    sessionOf,
    signIn: (request, peer = '') => pages.fetch(request, { peer }),
    refused: (request) => refusalOf(request, place(request), config.RINGTRACE_CONSOLE_URL),
  };
}
