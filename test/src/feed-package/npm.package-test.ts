import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleProgram } from '@ringtrace/feed-package/bundle';
import { layOutNpmPackage } from '@ringtrace/feed-package/npm';
import { version } from '@ringtrace/platform/version';
import { ourNode } from '@ringtrace/setup/our-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { olderNode } from './older-node.ts';

describe('the npm package, installed from its packed file into an empty folder', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ringtrace-npm-'));
  const empty = join(dir, 'empty');
  const pathWithoutOurs = (process.env['PATH'] ?? '')
    .split(':')
    .filter((folder) => !folder.includes('node_modules'))
    .join(':');
  const env = (path: string): NodeJS.ProcessEnv => ({ PATH: path, HOME: dir });

  beforeAll(async () => {
    const folder = join(dir, 'npm');
    layOutNpmPackage(folder, await bundleProgram(dir));
    mkdirSync(empty);
    const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', dir], {
      cwd: folder,
      env: env(pathWithoutOurs),
      encoding: 'utf8',
    }).trim();
    execFileSync('npm', ['install', '--no-audit', '--no-fund', join(dir, packed)], {
      cwd: empty,
      env: env(pathWithoutOurs),
      stdio: 'pipe',
    });
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const versionBy = (node: string) =>
    spawnSync(join(empty, 'node_modules', '.bin', 'ringtrace-feed'), ['--version'], {
      env: env(`${dirname(node)}:${pathWithoutOurs}`),
      encoding: 'utf8',
    });

  it('runs on Node 24', () => {
    expect(versionBy(ourNode)).toMatchObject({ status: 0, stdout: `ringtrace-feed ${version}\n` });
  });

  const older = olderNode();
  it.skipIf(older === undefined)(
    `says on an older Node which one it needs${older === undefined ? ' (skipped: the PATH has no older Node)' : ''}`,
    () => {
      expect(versionBy(older ?? '')).toMatchObject({
        status: 2,
        stderr: expect.stringMatching(
          /^ringtrace-feed: it needs Node 24 or newer, and this is v\d+\.\d+\.\d+\n$/,
        ),
      });
    },
  );
});
