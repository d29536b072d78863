import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, constants, copyFile, mkdir, rename, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { version } from '@ringtrace/platform/version';
import { z } from 'zod';
import { lockHome } from '../lock.ts';
import { type Entry, entry, entryAt, pathsIn } from './tree.ts';

/** A backup can't be made or put back; the message says why, and the way out. */
class BackupError extends Error {
  override name = 'BackupError';
}

/** What belongs to running processes, or can be made again. */
const leftOut = new Set([
  'supervisor.pid',
  'instance.json',
  'logs',
  'clickhouse/run',
  'kafka/kafka.pid',
  'kafka/tmp',
]);

const manifestShape = z.object({
  format: z.literal('ringtrace.backup/1'),
  version: z.string(),
  /** ISO 8601, UTC. */
  made_at: z.string(),
  entries: z.array(entry),
});
export type Manifest = z.infer<typeof manifestShape>;

const manifestFile = 'manifest.json';
const contentFolder = 'home';

/**
 * Copies the home of an instance that does not run into a new folder, with a list of all it holds and the hash of each file.
 * The list is written last: a folder without it is no backup. Throws AlreadyRunningError where the instance runs.
 */
export async function backUpHome(home: string, folder: string): Promise<Manifest> {
  if (!existsSync(home)) throw new BackupError(`there is nothing to back up: ${home} does not exist`);
  refuseFilled(folder, 'name a new folder');
  if (`${resolve(folder)}/`.startsWith(`${resolve(home)}/`))
    throw new BackupError(
      `${folder} is within ${home}: name a folder outside, or the backup would hold itself`,
    );
  const unlock = lockHome(home);
  try {
    const target = join(folder, contentFolder);
    await mkdir(target, { recursive: true, mode: 0o700 });
    const entries: Entry[] = [];
    for (const path of pathsIn(home, leftOut)) {
      const found = await entryAt(home, path);
      await put(found, home, target);
      entries.push(found);
    }
    const manifest: Manifest = {
      format: 'ringtrace.backup/1',
      version,
      made_at: new Date().toISOString(),
      entries,
    };
    const part = join(folder, `${manifestFile}.part`);
    writeFileSync(part, `${JSON.stringify(manifest)}\n`, { mode: 0o600, flush: true });
    await rename(part, join(folder, manifestFile));
    return manifest;
  } finally {
    unlock();
  }
}

/**
 * Puts a backup into a home that is empty or not there yet. Every file is compared with the list before anything is written, and
 * again as it was written. Throws BackupError where the backup is damaged or the home holds something.
 */
export async function restoreHome(folder: string, home: string): Promise<Manifest> {
  const manifest = readManifest(folder);
  refuseFilled(home, "move it away first, such as with 'mv'");
  const source = join(folder, contentFolder);
  await compare(source, manifest, 'the backup is damaged');
  await mkdir(home, { recursive: true, mode: 0o700 });
  const unlock = lockHome(home);
  try {
    for (const one of manifest.entries) await put(one, source, home);
    await compare(home, manifest, 'the copy is not what the backup holds; the disk may be full or failing');
  } finally {
    unlock();
  }
  return manifest;
}

/** Reads every file of a backup and compares it with the list. Throws BackupError that names the first damaged one. */
export async function checkBackup(folder: string): Promise<Manifest> {
  const manifest = readManifest(folder);
  await compare(join(folder, contentFolder), manifest, 'the backup is damaged');
  return manifest;
}

function readManifest(folder: string): Manifest {
  const file = join(folder, manifestFile);
  if (!existsSync(file)) throw new BackupError(`${folder} is no whole backup: it has no ${manifestFile}`);
  const parsed = manifestShape.safeParse(readJson(file));
  if (!parsed.success)
    throw new BackupError(`${file} is no list of a backup of this version: ${z.prettifyError(parsed.error)}`);
  const outside = parsed.data.entries.find(
    ({ path }) => path.split('/').includes('..') || path.startsWith('/'),
  );
  if (outside !== undefined)
    throw new BackupError(`${file} names a path outside of the home: ${outside.path}`);
  return parsed.data;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BackupError(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function refuseFilled(folder: string, wayOut: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new BackupError(`${folder} is not empty: ${wayOut}`);
}

async function put(one: Entry, from: string, to: string): Promise<void> {
  const target = join(to, one.path);
  switch (one.kind) {
    case 'folder':
      await mkdir(target, { recursive: true });
      return chmod(target, one.mode);
    case 'link':
      return symlink(one.target, target);
    case 'file':
      await mkdir(dirname(target), { recursive: true });
      // Where the file system can, the copy shares the blocks.
      await copyFile(join(from, one.path), target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      return chmod(target, one.mode);
  }
}

async function compare(root: string, { entries }: Manifest, what: string): Promise<void> {
  for (const one of entries) {
    if (one.kind === 'folder') continue;
    const found = await entryAt(root, one.path).catch(() => undefined);
    const same =
      one.kind === 'file'
        ? found?.kind === 'file' && found.sha256 === one.sha256
        : found?.kind === 'link' && found.target === one.target;
    if (!same) throw new BackupError(`${what}: ${join(root, one.path)} differs from the list`);
  }
}
