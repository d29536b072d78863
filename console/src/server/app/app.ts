import { jsonResponse } from '@ringtrace/cases/api/response';
import { serveRoutes } from '@ringtrace/cases/api/serve';
import type { Respond } from '@ringtrace/cases/api/serve-http';
import type { Casework } from '@ringtrace/cases/api/server';
import { readingRights } from '../people/rights.ts';
import type { Session } from '../people/session.ts';
import type { Work } from '../route/work.ts';
import { routes } from '../routes/all.ts';
import { consoleDocument } from './document.ts';
import { kindOf } from './kind.ts';
import type { pageFiles } from './pages.ts';
import { pageResponse } from './pages.ts';

export interface ConsoleParts {
  readonly casework: Casework;
  /** What all routes work with, for whoever asks. */
  readonly common: Omit<Work, 'office' | 'session'>;
  /** Who is signed in; undefined = nobody. */
  readonly sessionOf: (request: Request) => Session | undefined;
  /** Pages and forms to sign in and out, below /sign-in and /sign-out. */
  readonly signIn: Respond;
  /** undefined = the request may go on. Refuses changes that another site's page has sent. */
  readonly refused: (request: Request) => Response | undefined;
  readonly files: ReturnType<typeof pageFiles>;
  /** Told of errors that are faults of Ringtrace. */
  readonly failed: (error: unknown, route: string) => void;
}

/** The console: its pages, its routes, those of casework, and the pages of signed links. */
export function consoleApp(parts: ConsoleParts): Respond {
  const { casework, common, sessionOf, signIn, refused, files, failed } = parts;
  const { office, changed } = casework;
  const own = serveRoutes(
    {
      routes,
      callerOf: sessionOf,
      workFor: (session: Session): Work => ({ ...common, office, session }),
      log: office.desk.log,
      reading: readingRights,
      numbers: 'numbers',
      asksWhy: true,
      changed,
      failed,
    },
    (app, check) => {
      app.get('/openapi.json', (context) => {
        check(context);
        return jsonResponse(consoleDocument(), 200);
      });
    },
  );
  const ofCasework = casework.api(sessionOf, true);
  return async (request, peer) => {
    const kind = kindOf(request);
    if (kind === 'answer') return casework.pages.fetch(request);
    const refusal = refused(request);
    if (refusal !== undefined) return refusal;
    const { pathname, search } = new URL(request.url);
    switch (kind) {
      case 'sign-in':
        return signIn(request, peer);
      case 'own':
        return own.fetch(request);
      case 'casework':
        return ofCasework.fetch(request);
      default: {
        if (kind === 'file' || sessionOf(request) !== undefined) return pageResponse(files, request);
        const back = new URLSearchParams({ to: `${pathname}${search}` });
        return new Response(null, { status: 303, headers: { location: `/sign-in?${back}` } });
      }
    }
  };
}
