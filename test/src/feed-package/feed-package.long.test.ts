import { execFile, execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleProgram } from '@ringtrace/feed-package/bundle';
import { buildDeb } from '@ringtrace/feed-package/deb';
import { layOutNpmPackage } from '@ringtrace/feed-package/npm';
import { kafkaEnvironment } from '@ringtrace/platform/kafka/access';
import { ensureTopic, partitionRanges } from '@ringtrace/platform/kafka/admin';
import { readRanges } from '@ringtrace/platform/kafka/read-range';
import { version } from '@ringtrace/platform/version';
import { ourNode } from '@ringtrace/setup/our-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStack, type Stack } from '../ingest/stack.ts';
import { olderNode } from './older-node.ts';

const run = promisify(execFile);
const carrier = 'packaged';
const call = {
  call_id: 'call-1',
  start_time: '2026-03-03T18:20:00.000Z',
  answer_time: null,
  end_time: '2026-03-03T18:20:21.000Z',
  calling_number: '+12025550123',
  called_number: '+13125550188',
  sip_code: 487,
};

describe('the packaged feed', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ringtrace-feed-package-'));
  const alone = join(dir, 'alone');
  let program: string;
  let stack: Stack;
  beforeAll(async () => {
    stack = await openStack();
    program = await bundleProgram(dir);
    mkdirSync(alone);
    copyFileSync(program, join(alone, 'ringtrace-feed.mjs'));
    writeFileSync(join(alone, 'calls.jsonl'), `${JSON.stringify(call)}\n`);
  });
  afterAll(async () => {
    await stack.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  /** In a folder that holds the one file and a switch file, with nothing of the repository in its environment. */
  const inFolder = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    run(ourNode, ['ringtrace-feed.mjs', ...args], { cwd: alone, env: { HOME: alone, ...env } });

  it('is one file that says its version and what it takes', async () => {
    expect((await inFolder(['--version'])).stdout).toBe(`ringtrace-feed ${version}\n`);
    const { stdout } = await inFolder(['--help']);
    expect(stdout).toContain('ringtrace-feed --carrier acme --format jsonl');
    expect(stdout).not.toContain('ringtrace feed');
  });

  const older = olderNode();
  it.skipIf(older === undefined)(
    `says on an older Node, in one line, which one it needs${older === undefined ? ' (skipped: the PATH has no older Node)' : ''}`,
    () => {
      const { status, stderr } = spawnSync(older ?? '', [join(alone, 'ringtrace-feed.mjs'), '--version'], {
        encoding: 'utf8',
      });
      expect(stderr.slice(0, 200)).toMatch(
        /^ringtrace-feed: it needs Node 24 or newer, and this is v\d+\.\d+\.\d+\n$/,
      );
      expect(status).toBe(2);
    },
  );

  it('tries a file without a broker', async () => {
    const { stdout } = await inFolder(['--check', '--format', 'jsonl', 'calls.jsonl']);
    expect(stdout).toContain('call-1');
  });

  it('refuses a wrong argument in one line, with exit code 2', async () => {
    await expect(inFolder(['--format', 'jsonl', 'calls.jsonl'])).rejects.toMatchObject({
      code: 2,
      stderr: "ringtrace-feed: --carrier is missing (see 'ringtrace-feed --help')\n",
    });
  });

  it('feeds a file with one command', async () => {
    const topic = `cdr.${carrier}`;
    await ensureTopic(stack.kafka, topic);
    await inFolder(
      ['--carrier', carrier, '--format', 'jsonl', 'calls.jsonl'],
      kafkaEnvironment(stack.kafka.access),
    );
    const ranges = await partitionRanges(stack.kafka, [topic]);
    const found: string[] = [];
    await readRanges(stack.kafka, ranges, async ({ value }) => {
      found.push(String(value));
    });
    expect(found[0]).toContain('call-1');
    expect(found).toHaveLength(1);
  });

  it('is an npm package that npm can pack, with nothing in it that it does not need', async () => {
    const folder = join(dir, 'npm');
    layOutNpmPackage(folder, program);
    const { stdout } = await run('npm', ['pack', '--json', '--dry-run'], { cwd: folder });
    const [packed] = JSON.parse(stdout);
    expect(packed.files.map(({ path }: { path: string }) => path).sort()).toEqual([
      'LICENSE',
      'README.md',
      'lib/ringtrace-feed.mjs',
      'package.json',
    ]);
  });

  const noDpkg = spawnSync('dpkg-deb', ['--version']).status === 0 ? '' : ' (skipped: no dpkg-deb here)';
  it.skipIf(noDpkg !== '')(`is a Debian package that runs from its own folder${noDpkg}`, () => {
    const file = buildDeb(dir, program);
    const root = join(dir, 'root');
    execFileSync('dpkg-deb', ['-x', file, root]);
    expect(existsSync(join(root, 'usr/lib/systemd/system/ringtrace-feed@.service'))).toBe(true);
    expect(readdirSync(join(root, 'etc'))).toEqual(['ringtrace-feed']);
    const lib = join(root, 'usr/lib/ringtrace-feed');
    const told = execFileSync(join(lib, 'node'), [join(lib, 'lib/ringtrace-feed.mjs'), '--version'], {
      encoding: 'utf8',
      env: { HOME: alone },
    });
    expect(told).toBe(`ringtrace-feed ${version}\n`);
    const control = execFileSync('dpkg-deb', ['-f', file], { encoding: 'utf8' });
    expect(control).toMatch(/^Package: ringtrace-feed\nVersion: /);
  });
});
