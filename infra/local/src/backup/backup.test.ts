import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockHome } from '../lock.ts';
import { backUpHome, checkBackup, restoreHome } from './backup.ts';

let dir: string;
let home: string;
let folder: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ringtrace-backup-'));
  home = join(dir, 'home');
  folder = join(dir, 'backup');
  mkdirSync(join(home, 'cases', 'outbox'), { recursive: true });
  mkdirSync(join(home, 'logs'));
  mkdirSync(join(home, 'clickhouse', 'run'), { recursive: true });
  writeFileSync(join(home, 'cases', 'log.db'), 'the log', { mode: 0o600 });
  writeFileSync(join(home, 'credentials.json'), '{}', { mode: 0o600 });
  writeFileSync(join(home, 'logs', 'ingest.log'), 'noise');
  writeFileSync(join(home, 'clickhouse', 'run', 'x'), 'of a process');
  writeFileSync(join(home, 'instance.json'), '{}');
  symlinkSync('../cases', join(home, 'clickhouse', 'link'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('a backup', () => {
  it('puts back what was there, with rights and links, and without what belongs to processes', async () => {
    await backUpHome(home, folder);
    const other = join(dir, 'other');
    await restoreHome(folder, other);
    expect(readFileSync(join(other, 'cases', 'log.db'), 'utf8')).toBe('the log');
    expect(statSync(join(other, 'credentials.json')).mode & 0o777).toBe(0o600);
    expect(readlinkSync(join(other, 'clickhouse', 'link'))).toBe('../cases');
    expect(existsSync(join(other, 'cases', 'outbox'))).toBe(true);
    for (const gone of ['logs', 'instance.json', 'clickhouse/run', 'supervisor.pid'])
      expect([gone, existsSync(join(other, gone))]).toEqual([gone, false]);
    expect(await checkBackup(folder)).toMatchObject({ format: 'ringtrace.backup/1' });
  });

  it('is refused while the instance runs, into a folder that holds something, and into the home itself', async () => {
    const unlock = lockHome(home);
    await expect(backUpHome(home, folder)).rejects.toThrow(/already/);
    unlock();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'x'), '');
    await expect(backUpHome(home, folder)).rejects.toThrow('is not empty: name a new folder');
    await expect(backUpHome(home, join(home, 'backup'))).rejects.toThrow('outside');
    await expect(backUpHome(join(dir, 'nothing'), folder)).rejects.toThrow('nothing to back up');
  });

  it('names a damaged file before anything is written', async () => {
    await backUpHome(home, folder);
    appendFileSync(join(folder, 'home', 'cases', 'log.db'), '!');
    const other = join(dir, 'other');
    await expect(restoreHome(folder, other)).rejects.toThrow(/damaged: .*cases\/log.db differs/);
    expect(existsSync(other)).toBe(false);
  });

  it('that broke off is none, and a home that holds something is left alone', async () => {
    await backUpHome(home, folder);
    await expect(restoreHome(folder, home)).rejects.toThrow('is not empty: move it away first');
    rmSync(join(folder, 'manifest.json'));
    await expect(restoreHome(folder, join(dir, 'other'))).rejects.toThrow('no whole backup');
  });

  it('with a path that leads out of the home is refused', async () => {
    await backUpHome(home, folder);
    const file = join(folder, 'manifest.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"credentials.json"', '"../outside.json"'));
    await expect(restoreHome(folder, join(dir, 'other'))).rejects.toThrow('outside of the home');
  });
});
