#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ourNode, runInPlace } from '@ringtrace/setup/our-node';

/** The command, on whatever Node npx found: the sources need Node 24, and every clone has one of its own. */
const main = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'main.ts');

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // Where our-node.mjs has put it.
  module.enableCompileCache();
  await import(main);
} else if (existsSync(ourNode)) {
  process.exitCode = await runInPlace(ourNode, [main, ...process.argv.slice(2)]);
} else {
  console.error('Node 24 is not installed here yet: npm start and npm test set everything up.');
  process.exitCode = 1;
}
