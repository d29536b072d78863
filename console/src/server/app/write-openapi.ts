import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { documentFile } from './document-file.ts';

/** Writes the OpenAPI document anew; part of `npm run docs`. */
mkdirSync(dirname(documentFile.path), { recursive: true });
writeFileSync(documentFile.path, documentFile.content);
