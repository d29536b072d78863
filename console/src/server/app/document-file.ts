import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { consoleDocument } from './document.ts';

/** The published OpenAPI document of the console. */
export const documentFile = {
  path: join(projectRoot, 'docs/console/openapi.json'),
  content: `${JSON.stringify(consoleDocument(), null, 2)}\n`,
};
