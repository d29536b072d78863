import type { DatabaseSync } from 'node:sqlite';

/** Version of a file's tables, kept as SQLite's user_version; 0 = a new file. */
export const versionOf = (file: DatabaseSync): number =>
  Number(file.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);

/**
 * Runs `work` on the file as it stands at one moment. What it writes is written at once, or nothing where it throws. With
 * IMMEDIATE nobody else writes meanwhile.
 */
export function inTransaction<R>(file: DatabaseSync, mode: 'IMMEDIATE' | 'DEFERRED', work: () => R): R {
  file.exec(`BEGIN ${mode}`);
  try {
    const result = work();
    file.exec('COMMIT');
    return result;
  } catch (error) {
    if (file.isTransaction) file.exec('ROLLBACK');
    throw error;
  }
}
