import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process is dropping records. */
export class RetentionBusyError extends Error {
  override name = 'RetentionBusyError';
}

/**
 * Runs `work` while no other process of this home drops records. The lock is a lock of SQLite on a file: it ends with the process,
 * however that ends. Throws RetentionBusyError where another process has it.
 */
export async function aloneIn<R>(home: string, work: () => Promise<R>): Promise<R> {
  const path = join(home, 'cases', 'retention.lock');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    try {
      file.exec('BEGIN EXCLUSIVE');
    } catch (cause) {
      throw new RetentionBusyError(
        'another process is dropping records in this home: wait until it has ended',
        {
          cause,
        },
      );
    }
    return await work();
  } finally {
    file.close();
  }
}
