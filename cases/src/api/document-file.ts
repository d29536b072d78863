import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { caseworkDocument } from './document.ts';

/** The published OpenAPI document. */
export const documentFile = {
  path: join(projectRoot, 'docs/casework/openapi.json'),
  content: `${JSON.stringify(caseworkDocument(), null, 2)}\n`,
};
