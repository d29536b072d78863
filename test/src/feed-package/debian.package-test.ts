import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bundleProgram } from '@ringtrace/feed-package/bundle';
import { buildDeb } from '@ringtrace/feed-package/deb';
import { kafkaEnvironment } from '@ringtrace/platform/kafka/access';
import { ensureTopic, partitionRanges } from '@ringtrace/platform/kafka/admin';
import { version } from '@ringtrace/platform/version';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cdr } from '../ingest/feeds.ts';
import { openStack, type Stack } from '../ingest/stack.ts';
import { type BareRoot, noBareRoot, openBareRoot } from './bare-root.ts';

const older = '0.0.1';
const unit = 'usr/lib/systemd/system/ringtrace-feed@.service';

/** The tests go on from each other, as an administrator's work does: install, use, upgrade, remove, purge. */
describe.skipIf(noBareRoot !== '')(`the Debian package on a bare system${noBareRoot}`, () => {
  let dir: string;
  let root: BareRoot;
  let stack: Stack;
  let packages: { old: string; now: string };
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'ringtrace-deb-'));
    stack = await openStack();
    const program = await bundleProgram(dir);
    root = openBareRoot();
    const brought = (file: string) => {
      copyFileSync(file, join(root.path, 'tmp', basename(file)));
      return `/tmp/${basename(file)}`;
    };
    packages = { old: brought(buildDeb(dir, program, older)), now: brought(buildDeb(dir, program)) };
  }, 480_000);
  afterAll(async () => {
    await stack.stop();
    root.remove();
    rmSync(dir, { recursive: true, force: true });
  });

  const must = async (command: readonly string[], options?: Parameters<BareRoot['run']>[1]) => {
    const { code, output } = await root.run(command, options);
    expect({ command, code, output }).toMatchObject({ code: 0 });
    return output;
  };
  const inRoot = (path: string) => join(root.path, path);
  /** As the unit runs it: somebody without rights, in the package's group. */
  const user = 'nobody:ringtrace-feed';

  it('is installed by dpkg, with all that it needs, and makes its group', async () => {
    expect((await root.run(['getent', 'group', 'ringtrace-feed'])).code).toBe(2);
    await must(['dpkg', '--install', packages.old]);
    await must(['getent', 'group', 'ringtrace-feed']);
    const status = await must(['dpkg', '--status', 'ringtrace-feed']);
    expect(status).toContain('Status: install ok installed');
    expect(status).toContain(`Version: ${older}\n`);
  });

  it('says its version and what it takes to somebody without rights', async () => {
    expect(await must(['ringtrace-feed', '--version'], { user })).toBe(`ringtrace-feed ${version}\n`);
    expect(await must(['ringtrace-feed', '--help'], { user })).toContain('ringtrace-feed --carrier acme');
  });

  it('feeds a file with one command', async () => {
    const topic = 'cdr.bare';
    await ensureTopic(stack.kafka, topic);
    writeFileSync(inRoot('tmp/calls.jsonl'), `${JSON.stringify(cdr('one'))}\n`);
    await must(['ringtrace-feed', '--carrier', 'bare', '--format', 'jsonl', '/tmp/calls.jsonl'], {
      user,
      env: kafkaEnvironment(stack.kafka.access),
    });
    const ends = (await partitionRanges(stack.kafka, [topic])).map(({ end }) => end);
    expect(ends.reduce((sum, end) => sum + end, 0)).toBe(1);
  });

  it('has a unit that systemd finds right, and calls well protected', async () => {
    copyFileSync(inRoot(unit), inRoot('tmp/ringtrace-feed@acme.service'));
    expect(await must(['systemd-analyze', 'verify', '--man=no', '/tmp/ringtrace-feed@acme.service'])).toBe(
      '',
    );
    // From 0, the best, to 100 of systemd's scale of 10.
    await must([
      'systemd-analyze',
      'security',
      '--offline=true',
      '--threshold=20',
      '/tmp/ringtrace-feed@acme.service',
    ]);
  });

  it('keeps settings and state over an upgrade', async () => {
    writeFileSync(inRoot('etc/ringtrace-feed/acme.env'), 'KAFKA_BROKERS=a:1\n');
    mkdirSync(inRoot('var/lib/private/ringtrace-feed/acme'), { recursive: true });
    writeFileSync(inRoot('var/lib/private/ringtrace-feed/acme/000000000000001.batch'), 'a call');
    await must(['dpkg', '--install', packages.now]);
    expect(await must(['dpkg', '--status', 'ringtrace-feed'])).toContain(`Version: ${version}\n`);
    expect(existsSync(inRoot('etc/ringtrace-feed/acme.env'))).toBe(true);
    await must(['ringtrace-feed', '--version'], { user });
  });

  it('takes the program away where it is removed, and leaves settings and state', async () => {
    await must(['dpkg', '--remove', 'ringtrace-feed']);
    for (const gone of ['usr/bin/ringtrace-feed', 'usr/lib/ringtrace-feed', unit])
      expect({ gone, there: existsSync(inRoot(gone)) }).toEqual({ gone, there: false });
    expect(existsSync(inRoot('etc/ringtrace-feed/acme.env'))).toBe(true);
    await must(['getent', 'group', 'ringtrace-feed']);
  });

  it('takes passwords away where it is purged, and keeps batches that were never sent', async () => {
    expect(await must(['dpkg', '--purge', 'ringtrace-feed'])).toContain(
      'batches wait there that were never sent',
    );
    expect(existsSync(inRoot('etc/ringtrace-feed'))).toBe(false);
    expect(existsSync(inRoot('var/lib/private/ringtrace-feed/acme/000000000000001.batch'))).toBe(true);
    expect((await root.run(['getent', 'group', 'ringtrace-feed'])).code).toBe(2);
  });

  it('leaves nothing where it is purged and nothing waits', async () => {
    rmSync(inRoot('var/lib/private/ringtrace-feed/acme/000000000000001.batch'));
    await must(['dpkg', '--install', packages.now]);
    await must(['dpkg', '--purge', 'ringtrace-feed']);
    for (const gone of ['etc/ringtrace-feed', 'var/lib/private/ringtrace-feed', 'var/lib/ringtrace-feed'])
      expect({ gone, there: existsSync(inRoot(gone)) }).toEqual({ gone, there: false });
  });
});
