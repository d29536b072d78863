import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface SeenFile {
  readonly name: string;
  readonly path: string;
  /** Device and inode: stays when the file is renamed. */
  readonly id: string;
  /** When it was changed last, by the clock of whoever keeps it, ns since 1970. */
  readonly modified: bigint;
  /** Differs once the file has changed. */
  readonly stamp: string;
  /** In the directory's order, from 0: the one that changed last at the end. */
  readonly place: number;
}

/** Hidden files, and names under which a file is still being copied. */
const ignored = /^\.|\.(?:tmp|part|filepart)$|~$/i;

/** The files of a directory, its folders left out, the one that changed last at the end. */
export async function scan(directory: string): Promise<SeenFile[]> {
  const names = (await readdir(directory)).filter((name) => !ignored.test(name));
  const found = await Promise.all(names.map((name) => look(directory, name)));
  return found
    .filter((file) => file !== undefined)
    .sort((a, b) => Number(a.modified - b.modified) || (a.name < b.name ? -1 : 1))
    .map((file, place) => ({ ...file, place }));
}

async function look(directory: string, name: string) {
  const path = join(directory, name);
  try {
    const facts = await stat(path, { bigint: true });
    if (!facts.isFile()) return undefined;
    const { dev, ino, size, mtimeNs: modified } = facts;
    return { name, path, id: `${dev}:${ino}`, modified, stamp: `${size}:${modified}` };
  } catch (error) {
    // Renamed or removed since the directory was read: the next look finds it under its new name.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
