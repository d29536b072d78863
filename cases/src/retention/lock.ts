import { join } from 'node:path';
import { lockFile } from '@ringtrace/platform/file-lock';

/** Another process is dropping records. */
export class RetentionBusyError extends Error {
  override name = 'RetentionBusyError';
}

/** Runs `work` while no other process of this home drops records. Throws RetentionBusyError where another process does. */
export async function aloneIn<R>(home: string, work: () => Promise<R>): Promise<R> {
  const lock = lockFile(join(home, 'cases', 'retention.lock'));
  if (lock === undefined)
    throw new RetentionBusyError('another process is dropping records in this home: wait until it has ended');
  try {
    return await work();
  } finally {
    lock.release();
  }
}
