import { RefusedError } from '@ringtrace/cases/model/refused';
import type { Config } from '@ringtrace/platform/config';
import type { Logger } from '@ringtrace/platform/log';
import { visible } from '@ringtrace/platform/visible';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { longest, shortest } from '../people/password.ts';
import type { People } from '../people/people.ts';
import { keyOf, type Person } from '../people/person.ts';
import type { Session } from '../people/session.ts';
import type { Sessions } from '../people/sessions.ts';
import { addressOf } from './address.ts';
import { attemptsWith } from './attempts.ts';
import type { Bound } from './bound.ts';
import { dropCookie, setCookie } from './cookies.ts';
import { goTo, mustBe } from './go.ts';
import { addGroupPages } from './group/pages.ts';
import type { GroupSignIn } from './group/sign-in.ts';
import { passwordPage, plainPage, signInPage, signOutPage } from './page.ts';
import type { Place } from './place.ts';
import { wayBack } from './way-back.ts';

interface Parts {
  readonly config: Pick<Config, 'RINGTRACE_CONSOLE_URL' | 'RINGTRACE_CONSOLE_PROXIES'>;
  readonly people: People;
  readonly sessions: Sessions;
  readonly log: Logger;
  readonly place: (request: Request) => Place | undefined;
  readonly sessionOf: (request: Request) => Session | undefined;
  /** What the cookie says, whether there is such a session or not. */
  readonly sessionIdOf: (request: Request) => string | undefined;
  /** undefined = everybody signs in with a password. */
  readonly group: GroupSignIn | undefined;
  /** ms since 1970. */
  readonly now: () => number;
}

/** A form with every field full is smaller. */
const mostBytes = 16 * 1024;
/** Passwords that are checked at the same time: each takes 19 MiB. */
const mostChecks = 4;

const wrongEither = 'The name or the password is wrong.';

/** The pages to sign in and out, and to change one's password. They work without scripts. */
export function signInPages(parts: Parts): Hono<Bound> {
  const { config, people, sessions, log, place, sessionOf, sessionIdOf, group, now } = parts;
  const elsewhere = group !== undefined;
  const attempts = attemptsWith(now);
  let checks = 0;
  const app = new Hono<Bound>();
  app.onError((err) => {
    log.error({ err }, 'console: signing in failed');
    return plainPage(500, 'Something failed', 'Nothing was changed. Please try again later.');
  });
  app.notFound(() => plainPage(404, 'There is no such page', 'Look at the address once more.'));
  const limit = bodyLimit({
    maxSize: mostBytes,
    onError: () => plainPage(413, 'The form is too long', 'Nothing was changed.'),
  });

  /** The person whose password this is, or a sentence that says why not. Whoever guesses must wait. */
  async function checked(name: string, password: string, request: Request, peer: string): Promise<Checked> {
    const who = { name: keyOf(name), address: addressOf(request, peer, config) };
    if (checks >= mostChecks)
      return { status: 503, wrong: 'Many people sign in just now. Please try again.' };
    const wait = attempts.begin(who);
    if (wait > 0) return { status: 429, wrong: waitFor(wait) };
    checks += 1;
    try {
      const person = await people.check(name, password);
      if (person === undefined) return { status: 401, wrong: wrongEither };
      attempts.succeeded(who);
      return { person };
    } finally {
      checks -= 1;
    }
  }

  /** The name of a person for the log. Whatever else stands in the field may be a password. */
  const knownName = (name: string) =>
    people.list().some((person) => keyOf(person.name) === keyOf(name)) ? { name: visible(name) } : {};

  /** Begins a session, and ends the one that the browser had. A new session has a new id, whatever the browser sent. */
  function begin(context: Context<Bound>, person: Person, to: string, ...more: readonly string[]): Response {
    const at = mustBe(place(context.req.raw));
    const before = sessionIdOf(context.req.raw);
    if (before !== undefined) sessions.end(before);
    return goTo(to, setCookie(at, at.cookie, sessions.begin(person.name)), ...more);
  }

  app.get('/sign-in', (context) => {
    const to = wayBack(context.req.query('to'));
    if (sessionOf(context.req.raw) !== undefined) return goTo(to);
    return signInPage({ to, name: '', wrong: '', elsewhere, status: 200 });
  });
  app.post('/sign-in', limit, async (context) => {
    const form = await formOf(context);
    if (form === undefined) return noForm();
    const to = wayBack(form.get('to'));
    const name = (form.get('name') ?? '').trim().slice(0, longest);
    const found = await checked(name, form.get('password') ?? '', context.req.raw, context.env.peer);
    if (found.person !== undefined) return begin(context, found.person, to);
    if (found.status === 401) log.warn(knownName(name), 'console: a wrong name or password');
    return signInPage({ to, name, elsewhere, ...found });
  });

  app.get('/sign-out', (context) => {
    const session = sessionOf(context.req.raw);
    return session === undefined ? goTo('/sign-in') : signOutPage(session.name);
  });
  app.post('/sign-out', (context) => {
    const id = sessionIdOf(context.req.raw);
    if (id !== undefined) sessions.end(id);
    const at = mustBe(place(context.req.raw));
    const response = goTo('/sign-in', dropCookie(at, at.cookie));
    // Queries of this window may name called numbers, and the next person at this browser is another one.
    response.headers.set('clear-site-data', '"storage"');
    return response;
  });

  if (group !== undefined)
    addGroupPages(app, {
      group,
      place,
      begin,
      failed: (err) => log.warn({ err }, 'console: somebody could not sign in at the identity provider'),
    });

  app.get('/sign-in/password', (context) => {
    const session = sessionOf(context.req.raw);
    if (session === undefined) return goTo('/sign-in');
    const person = people.list().find(({ name }) => name === session.name);
    if (person?.way !== 'password')
      return plainPage(200, 'You have no password here', "You sign in with your group's account.");
    return passwordPage(200, session.name, shortest, '');
  });
  app.post('/sign-in/password', limit, async (context) => {
    const session = sessionOf(context.req.raw);
    if (session === undefined) return goTo('/sign-in');
    const form = await formOf(context);
    if (form === undefined) return noForm();
    const again = (status: number, wrong: string) => passwordPage(status, session.name, shortest, wrong);
    const next = form.get('next') ?? '';
    if (next !== form.get('again')) return again(400, 'The two new passwords differ.');
    const found = await checked(session.name, form.get('current') ?? '', context.req.raw, context.env.peer);
    if (found.person === undefined)
      return again(found.status, found.status === 401 ? 'The password now is another one.' : found.wrong);
    try {
      await people.choosePassword(session.name, next);
    } catch (error) {
      if (error instanceof RefusedError) return again(422, `${error.message}.`);
      throw error;
    }
    return begin(context, found.person, '/');
  });

  for (const path of ['/sign-in', '/sign-out', '/sign-in/password'])
    app.all(path, () => plainPage(405, 'This is a page', 'Open it in a browser.'));
  return app;
}

type Checked =
  | { readonly person: Person }
  | { readonly person?: undefined; readonly status: 401 | 429 | 503; readonly wrong: string };

const waitFor = (ms: number) =>
  `There were too many attempts. Please wait ${Math.ceil(ms / 1_000)} seconds, and try again.`;

const noForm = () => plainPage(415, 'This is no form', 'Open the page in a browser, and fill in the form.');

/** undefined = the body is no form. */
async function formOf({ req }: Context<Bound>): Promise<URLSearchParams | undefined> {
  const [type = ''] = (req.header('content-type') ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/x-www-form-urlencoded') return undefined;
  return new URLSearchParams(await req.text());
}
