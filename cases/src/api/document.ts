import { documentOf } from './openapi.ts';
import { readingRights } from './rights.ts';
import { routes } from './routes/all.ts';

/** The OpenAPI document of casework's API. */
export const caseworkDocument = () =>
  documentOf(routes, {
    title: 'Ringtrace casework',
    description: 'Cases, tracebacks, requests and answers. Times are ISO 8601 in UTC unless said.',
    security: [
      'token',
      {
        type: 'http',
        scheme: 'bearer',
        description: "'ringtrace token add NAME' makes one. It names the person who acts",
      },
    ],
    reading: readingRights,
  });
