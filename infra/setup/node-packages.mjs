import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ourNode, root } from './our-node.mjs';
import { SetupError } from './setup-error.mjs';

const stampPath = join(root, 'node_modules', '.ringtrace-setup');

/**
 * Hash of what node_modules must have been made from. The lock file also has the dependencies of every package.json.
 */
const wantedStamp = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');

/** Whether node_modules was made from the present lock file. */
export function hasPackages() {
  return existsSync(stampPath) && existsSync(ourNode) && readFileSync(stampPath, 'utf8') === wantedStamp();
}

/**
 * Installs the packages of the lock file, Node included. `npm install --no-save` is used instead of `npm ci`. Optional
 * dependencies have packages for each platform, and `npm ci` fails where the registry has other ones than the lock
 * file.
 */
export function installPackages() {
  const npm = process.env['npm_execpath'];
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
  const args = [...first, 'install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const { error, status, stderr } = spawnSync(command ?? 'npm', args, { cwd: root, encoding: 'utf8' });
  if (error) throw new SetupError(`npm can't be run (${error.message}): install Node 18 or newer with npm.`);
  if (status !== 0)
    throw new SetupError(withAdvice(`npm could not install the packages:\n${reason(stderr)}`));
  checkNode();
  writeFileSync(stampPath, wantedStamp());
}

/** @param {string} problem */
const withAdvice = (problem) =>
  `${problem}\nWays out: reach the package registry (npm config get registry, proxies), and have write access to ${root}; then run this again.`;

/**
 * The first lines of npm's error message, without the path of its log.
 * @param {string} stderr
 */
const reason = (stderr) =>
  stderr
    .split('\n')
    .filter(
      (line) => line.startsWith('npm error') && !/complete log|^npm error\s*$|^npm error\s+at /.test(line),
    )
    .slice(0, 5)
    .map((line) => line.replace('npm error', ' '))
    .join('\n');

/** Checks that Node was installed: npm leaves it out silently where install scripts are switched off. */
function checkNode() {
  const { stdout } = spawnSync(ourNode, ['--version'], { encoding: 'utf8' });
  if (stdout?.startsWith('v24.')) return;
  throw new SetupError(
    'npm did not install Node 24, which the npm package "node" fetches in an install script.\n' +
      'Ways out: allow install scripts (npm config set ignore-scripts false), then run this again.',
  );
}
