import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ourNode, root } from './our-node.mjs';
import { SetupError } from './setup-error.mjs';

const folder = join(root, 'console');
/** Folder with the built pages of the console. */
export const builtPages = join(folder, 'dist');

/**
 * Whether the pages were built from the sources that are there now. The build leaves a list of all files that went into it, each
 * with its digest: a file that is new matters only once one of these imports it.
 */
export function hasPages(pages = builtPages, base = root) {
  const list = join(pages, '.vite', 'sources.json');
  if (!existsSync(list) || !existsSync(join(pages, 'index.html'))) return false;
  /** @type {Record<string, string>} */
  const sources = JSON.parse(readFileSync(list, 'utf8'));
  return Object.entries(sources).every(([path, digest]) => digestOf(join(base, path)) === digest);
}

/** @param {string} path */
const digestOf = (path) =>
  existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : undefined;

/** Builds the pages of the console. Throws SetupError. */
export function buildPages() {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const { status, stdout, stderr } = spawnSync(ourNode, [vite, 'build', '--logLevel=error'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status === 0) return;
  throw new SetupError(
    `the pages of the console could not be built:\n${`${stdout}${stderr}`.trim().split('\n').slice(0, 20).join('\n')}`,
  );
}
