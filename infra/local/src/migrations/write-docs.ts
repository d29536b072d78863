import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { documentTables } from './document.ts';
import { openScratchStore } from './scratch-store.ts';

const scratch = await openScratchStore();
writeFileSync(join(projectRoot, 'docs', 'tables.md'), await documentTables(scratch.store));
await scratch.close();
