import { RefusedError } from '@ringtrace/cases/model/refused';
import type { Context, Hono } from 'hono';
import { AuthorizationResponseError } from 'openid-client';
import type { Person } from '../../people/person.ts';
import type { Bound } from '../bound.ts';
import { cookieIn, dropCookie, setCookie } from '../cookies.ts';
import { goTo, mustBe } from '../go.ts';
import { plainPage } from '../page.ts';
import type { Place } from '../place.ts';
import { wayBack } from '../way-back.ts';
import { type GroupSignIn, longestMs, StaleError } from './sign-in.ts';

interface Parts {
  readonly group: GroupSignIn;
  readonly place: (request: Request) => Place | undefined;
  /** Begins a session, with further cookies. */
  readonly begin: (context: Context<Bound>, person: Person, to: string, ...cookies: string[]) => Response;
  /** Told of what keeps somebody from signing in. */
  readonly failed: (error: unknown) => void;
}

/** The page at which people come back: the identity provider must know this address. */
const back = '/sign-in/group/return';

/** Adds the pages that lead to the identity provider and back. */
export function addGroupPages(app: Hono<Bound>, { group, place, begin, failed }: Parts): void {
  const cookieAt = ({ cookie }: Place) => `${cookie}-group`;

  app.get('/sign-in/group', async (context) => {
    const here = mustBe(place(context.req.raw));
    try {
      const { at, kept } = await group.begin(`${here.origin}${back}`, wayBack(context.req.query('to')));
      return goTo(at, setCookie(here, cookieAt(here), kept, longestMs / 1_000));
    } catch (error) {
      failed(error);
      return notReached();
    }
  });

  app.get(back, async (context) => {
    const here = mustBe(place(context.req.raw));
    const current = new URL(`${back}${new URL(context.req.url).search}`, here.origin);
    try {
      const { person, to } = await group.finish(current, cookieIn(context.req.raw, cookieAt(here)));
      return begin(context, person, to, dropCookie(here, cookieAt(here)));
    } catch (error) {
      failed(error);
      return pageFor(error);
    }
  });
}

const notReached = () =>
  plainPage(
    502,
    'The identity provider does not answer',
    "Please try again later. With a password of Ringtrace's own you can sign in all the same.",
  );

function pageFor(error: unknown): Response {
  if (error instanceof RefusedError) return plainPage(403, 'You can not come in', `${error.message}.`);
  if (error instanceof StaleError)
    return plainPage(400, 'Please sign in once more', 'It took too long, or it began in another browser.');
  if (error instanceof AuthorizationResponseError)
    return plainPage(403, 'You can not come in', `The identity provider says: ${error.error}.`);
  return plainPage(
    502,
    'Signing in failed',
    'What the identity provider sent is not what was asked for. Please sign in once more.',
  );
}
