import { readFileSync, writeFileSync } from 'node:fs';
import { evidenceOnPage, examplePage, examplePicture } from './example.ts';
import { waterfall } from './waterfall.ts';

writeFileSync(examplePicture, `${waterfall(evidenceOnPage(readFileSync(examplePage, 'utf8')))}\n`);
