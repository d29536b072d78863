import type { Hono } from 'hono';
import { caseworkDocument } from './document.ts';
import type { Office } from './office.ts';
import { problemResponse, wrongMethod } from './problem.ts';
import { jsonResponse } from './response.ts';
import { type Caller, readingRights } from './rights.ts';
import { routes } from './routes/all.ts';
import { type Serving, serveRoutes } from './serve.ts';

export interface ApiOptions extends Pick<Serving<Office, never, never>, 'changed' | 'failed' | 'asksWhy'> {
  readonly office: Office;
  /** Who sends a request; undefined = nobody whom we know. */
  readonly callerOf: (request: Request) => Caller | undefined;
}

/** The HTTP API of casework. It serves each route, and its own description at /openapi.json. */
export function casesApi({ office, callerOf, changed, failed, asksWhy = false }: ApiOptions): Hono {
  return serveRoutes(
    {
      routes,
      callerOf,
      workFor: () => office,
      log: office.desk.log,
      reading: readingRights,
      numbers: 'numbers',
      changed,
      failed,
      asksWhy,
    },
    (app, check) => {
      app.get('/openapi.json', (context) => {
        check(context);
        return jsonResponse(caseworkDocument(), 200);
      });
      app.all('/openapi.json', (context) => {
        check(context);
        return problemResponse(wrongMethod(['GET']), { allow: 'GET' });
      });
    },
  );
}
