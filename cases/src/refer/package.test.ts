import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noHash } from '../log/chain.ts';
import { newFolder } from './folder.ts';
import { type Manifest, manifestName } from './manifest.ts';
import { verifyPackage } from './verify.ts';

let parent: string;
let target: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'ringtrace-package-'));
  target = join(parent, 'package');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

async function written(change: (files: Manifest['files']) => Manifest['files'] = (files) => files) {
  const folder = newFolder(target);
  await folder.add('summary.txt', 'a summary\n');
  await folder.add('requests/req-1.txt', Buffer.from('to acme'));
  const listed: Manifest = {
    format: 'ringtrace.package/1',
    ringtrace: '0.0.0',
    package_id: 'pkg-1',
    case_id: 'case-1',
    to: 'somebody',
    profile: 'agency',
    demand_id: '',
    written_at: '2026-03-02T15:00:00Z',
    log: { sequence: 0, head: noHash },
    files: change(folder.files()),
  };
  await folder.addJson(manifestName, listed);
  folder.finish();
  return createHash('sha256')
    .update(readFileSync(join(target, manifestName)))
    .digest('hex');
}

const check = async (sha256?: string) =>
  (await verifyPackage(target, () => (sha256 === undefined ? undefined : { sha256, by: 'the log' }))).faults;

describe('a new folder', () => {
  it('appears with all of its files, for its owner alone', async () => {
    const folder = newFolder(target);
    await folder.add('a/b.txt', 'x');
    expect(readdirSync(parent)).not.toContain('package');
    folder.finish();
    expect(readdirSync(parent)).toEqual(['package']);
    expect(statSync(target).mode & 0o777).toBe(0o700);
    expect(statSync(join(target, 'a', 'b.txt')).mode & 0o777).toBe(0o600);
  });

  it('takes the place of an empty one, and of nothing else', async () => {
    mkdirSync(target);
    const folder = newFolder(target);
    writeFileSync(join(target, 'theirs'), '');
    expect(() => folder.finish()).toThrow('is not empty');
    folder.discard();
    expect(readdirSync(parent)).toEqual(['package']);
    expect(() => newFolder(target)).toThrow('is not empty');
  });
});

describe('a package', () => {
  it('is as it was written', async () => {
    expect(await check(await written())).toEqual([]);
  });

  it('names a file of which one byte was changed', async () => {
    const sha256 = await written();
    writeFileSync(join(target, 'requests/req-1.txt'), 'to acmf');
    const [fault, ...others] = await check(sha256);
    expect(fault).toContain('requests/req-1.txt was changed: its SHA-256 is');
    expect(others).toEqual([]);
  });

  it('names files that are longer, missing or additional', async () => {
    await written();
    appendFileSync(join(target, 'summary.txt'), '\n');
    rmSync(join(target, 'requests/req-1.txt'));
    writeFileSync(join(target, '.hidden'), '');
    expect(await check()).toEqual([
      '.hidden is additional: the manifest does not list it',
      'requests/req-1.txt is missing',
      'summary.txt was changed: it has 11 bytes, and the manifest says 10',
    ]);
  });

  it('names a manifest that was changed together with its file', async () => {
    const sha256 = await written();
    const path = join(target, manifestName);
    writeFileSync(join(target, 'summary.txt'), 'a summery\n');
    const now = createHash('sha256').update('a summery\n').digest('hex');
    const before = createHash('sha256').update('a summary\n').digest('hex');
    writeFileSync(path, readFileSync(path, 'utf8').replace(before, now));
    expect(await check()).toEqual([]);
    const [fault] = await check(sha256);
    expect(fault).toContain(`manifest.json was changed`);
    expect(fault).toContain(`the log says ${sha256}`);
  });

  it('follows no link, and reads nothing outside of it', async () => {
    writeFileSync(join(parent, 'outside'), 'a summary\n');
    await written((files) => [...files, { path: '../outside', bytes: 10, sha256: 'a'.repeat(64) }]);
    rmSync(join(target, 'summary.txt'));
    symlinkSync(join(parent, 'outside'), join(target, 'summary.txt'));
    expect(await check()).toEqual([
      '../outside is missing',
      'summary.txt was changed: it is no plain file any more',
    ]);
  });

  it('is none without its manifest, or with one of another form', async () => {
    mkdirSync(target);
    await expect(check()).rejects.toThrow('is no package');
    writeFileSync(join(target, manifestName), '{}');
    await expect(check()).rejects.toThrow('was changed, or is of another version');
    writeFileSync(join(target, manifestName), '{');
    await expect(check()).rejects.toThrow('no JSON any more');
  });
});
