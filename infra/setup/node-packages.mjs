import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ourNode, root } from './our-node.mjs';
import { SetupError } from './setup-error.mjs';

const stampPath = join(root, 'node_modules', '.ringtrace-setup');

/** What node_modules must have been made from. The lock file repeats every package.json's dependencies. */
const wantedStamp = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');

/** Whether node_modules is what the lock file says. */
export function hasPackages() {
  return existsSync(stampPath) && existsSync(ourNode) && readFileSync(stampPath, 'utf8') === wantedStamp();
}

/**
 * Installs what the lock file says, Node included. Not `npm ci`, which refuses a registry that has more or fewer of the
 * platform packages that optional dependencies name than the one the lock file was made from; nothing is saved.
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
 * npm's own words, without where it keeps its log.
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

/** npm leaves it out without a word where install scripts are switched off. */
function checkNode() {
  const { stdout } = spawnSync(ourNode, ['--version'], { encoding: 'utf8' });
  if (stdout?.startsWith('v24.')) return;
  throw new SetupError(
    'npm did not install Node 24, which the npm package "node" fetches in an install script.\n' +
      'Ways out: allow install scripts (npm config set ignore-scripts false), then run this again.',
  );
}
