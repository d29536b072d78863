import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleProgram } from './bundle.ts';
import { buildDeb } from './deb.ts';
import { layOutNpmPackage } from './npm.ts';

/** `npm run package:feed -- [FOLDER]`: builds the program, its npm package and, where dpkg-deb is there, its Debian package. */
const [given] = process.argv.slice(2);
if (given?.startsWith('-')) {
  console.log(
    'npm run package:feed -- [FOLDER]: builds the program ringtrace-feed and its packages into FOLDER, else into infra/feed-package/dist',
  );
  process.exit(given === '--help' || given === '-h' ? 0 : 2);
}
const folder = resolve(given ?? join(import.meta.dirname, '..', 'dist'));
mkdirSync(folder, { recursive: true });
const program = await bundleProgram(folder);
console.log(program);
layOutNpmPackage(join(folder, 'npm'), program);
console.log(join(folder, 'npm'));
try {
  console.log(buildDeb(folder, program));
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  console.log('no Debian package was built: dpkg-deb is not here');
}
