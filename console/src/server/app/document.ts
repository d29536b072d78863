import { documentOf } from '@ringtrace/cases/api/openapi';
import { routes as caseworkRoutes } from '@ringtrace/cases/api/routes/all';
import { readingRights } from '../people/rights.ts';
import { routes } from '../routes/all.ts';

/** Every route that the console serves to those who are signed in. */
export const servedRoutes = [...routes, ...caseworkRoutes];

/** The OpenAPI document of the console: its own routes, and those of casework. */
export const consoleDocument = () =>
  documentOf(servedRoutes, {
    title: 'Ringtrace console',
    description:
      "What the pages of the console read and change, with the routes of casework. Times are ISO 8601 in UTC unless said. The digits of called numbers are masked unless 'numbers=true' and a 'reason' are given.",
    security: [
      'session',
      {
        type: 'apiKey',
        in: 'cookie',
        name: 'ringtrace-PORT',
        description:
          'The cookie of whoever has signed in. PORT is that of the console. Requests must come from a page of the console: programs use the API of casework with a token',
      },
    ],
    reading: readingRights,
  });
