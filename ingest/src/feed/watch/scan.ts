import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface SeenFile {
  readonly name: string;
  readonly path: string;
  /** Device and inode: stays when the file is renamed. */
  readonly id: string;
  readonly size: number;
  /** When it was changed last, by the clock of whoever keeps it. */
  readonly modifiedMs: number;
  /** Differs once the file has changed. */
  readonly stamp: string;
}

/** Hidden files, and names under which a file is still being copied. */
const ignored = /^\.|\.(?:tmp|part|filepart)$|~$/i;

/** The files of a directory, its folders left out, the one that changed last at the end. */
export async function scan(directory: string): Promise<SeenFile[]> {
  const names = (await readdir(directory)).filter((name) => !ignored.test(name));
  const found = await Promise.all(names.map((name) => look(directory, name)));
  return found
    .filter((file) => file !== undefined)
    .sort((a, b) => Number(a.modified - b.modified) || (a.name < b.name ? -1 : 1));
}

async function look(directory: string, name: string) {
  const path = join(directory, name);
  try {
    const facts = await stat(path, { bigint: true });
    if (!facts.isFile()) return undefined;
    const { dev, ino, size, mtimeNs: modified } = facts;
    return {
      name,
      path,
      id: `${dev}:${ino}`,
      size: Number(size),
      stamp: `${size}:${modified}`,
      modified,
      modifiedMs: Number(modified / 1_000_000n),
    };
  } catch (error) {
    // Renamed or removed since the directory was read: the next look finds it under its new name.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
