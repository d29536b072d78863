import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { documentOf } from './openapi.ts';
import { routes } from './routes/all.ts';

/** The published OpenAPI document. */
export const documentFile = {
  path: join(projectRoot, 'docs/casework/openapi.json'),
  content: `${JSON.stringify(documentOf(routes), null, 2)}\n`,
};
