import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface SeenFile {
  readonly name: string;
  readonly path: string;
  /** Device and inode. They stay the same when the file is renamed. */
  readonly id: string;
  /** Time of the last change, by the clock of the file system, ns since 1970. */
  readonly modified: bigint;
  /** Size and time of change: it differs once the file has changed. */
  readonly stamp: string;
  /** The file's rank in the directory by last change, from 0. The newest has the highest. */
  readonly rank: number;
}

/** Hidden files, and names that are used while a file is still being copied. */
const ignored = /^\.|\.(?:tmp|part|filepart)$|~$/i;

/** The files of a directory, without its folders, in the order of their last change, the newest last. */
export async function scan(directory: string): Promise<SeenFile[]> {
  const names = (await readdir(directory)).filter((name) => !ignored.test(name));
  const found = await Promise.all(names.map((name) => look(directory, name)));
  return found
    .filter((file) => file !== undefined)
    .sort((a, b) => Number(a.modified - b.modified) || (a.name < b.name ? -1 : 1))
    .map((file, rank) => ({ ...file, rank }));
}

async function look(directory: string, name: string) {
  const path = join(directory, name);
  try {
    const facts = await stat(path, { bigint: true });
    if (!facts.isFile()) return undefined;
    const { dev, ino, size, mtimeNs: modified } = facts;
    return { name, path, id: `${dev}:${ino}`, modified, stamp: `${size}:${modified}` };
  } catch (error) {
    // The file was renamed or removed since the directory was read. The next scan finds it under its new name.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
