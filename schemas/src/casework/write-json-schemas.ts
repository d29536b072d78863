import { writeFileSync } from 'node:fs';
import { jsonSchemas } from './json-schemas.ts';

/** Writes the published JSON Schemas anew; part of `npm run docs`. */
for (const { path, content } of jsonSchemas) writeFileSync(path, content);
