import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A lock that this process holds. It ends with the process, however that ends. */
export interface FileLock {
  readonly release: () => void;
}

/**
 * Takes a lock on a file, which is made where it is missing. SQLite's locks are the system's own: none is left behind. undefined where
 * another holder has it. Throws where the file can't be opened.
 */
export function lockFile(path: string): FileLock | undefined {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    if (error instanceof Error && /locked/.test(error.message)) return undefined;
    throw error;
  }
  return { release: () => file.close() };
}
