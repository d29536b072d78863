import { setTimeout } from 'node:timers/promises';
import type { Store } from '@ringtrace/platform/clickhouse';

/** A server drops a session that was silent for so long, and the lock with it, s. */
const silenceS = 30;
const heartbeatMs = 5_000;
const retryMs = 250;

/** Codes of ClickHouse's errors: a table that exists, and a session that runs another statement. */
const heldCodes = ['57', '373'];

const isHeld = (error: unknown) =>
  error instanceof Error && 'code' in error && heldCodes.includes(String(error.code));

/**
 * Runs `work` while no other process migrates the same database of the same server.
 *
 * The lock is a temporary table in a session of a fixed name. Only one process can create the table. A session ends
 * with the silence of its holder, so a process that was killed holds the lock no longer than 30 s.
 * @param waitMs how long to wait for another holder. @throws Error when that time is over.
 */
export async function withMigrationLock<T>(
  store: Store,
  work: () => Promise<T>,
  waitMs = 300_000,
): Promise<T> {
  const session = { session_id: `ringtrace-migrate-${store.database}`, session_timeout: silenceS };
  const inSession = (query: string) => store.client.command({ query, ...session });
  await takeLock(
    () => inSession('CREATE TEMPORARY TABLE migration_lock (held UInt8)'),
    store.database,
    waitMs,
  );
  const released = new AbortController();
  const alive = keepAlive(() => inSession('SELECT 1 FORMAT Null'), released.signal);
  try {
    return await work();
  } finally {
    released.abort();
    await alive;
    await whenFree(() => inSession('DROP TEMPORARY TABLE IF EXISTS migration_lock'));
  }
}

async function takeLock(create: () => Promise<unknown>, database: string, waitMs: number): Promise<void> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    try {
      await create();
      return;
    } catch (error) {
      if (!isHeld(error)) throw error;
      if (Date.now() > deadline) {
        throw new Error(
          `another process is migrating database ${database}: waited ${Math.round(waitMs / 1000)} s. Start again when it is done`,
        );
      }
      await setTimeout(retryMs);
    }
  }
}

/** Another process that asks for the lock holds the session for a moment. */
async function whenFree(statement: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await statement();
      return;
    } catch (error) {
      if (!isHeld(error)) throw error;
      await setTimeout(retryMs);
    }
  }
}

async function keepAlive(beat: () => Promise<unknown>, released: AbortSignal): Promise<void> {
  while (!released.aborted) {
    await setTimeout(heartbeatMs, undefined, { signal: released }).catch(() => undefined);
    // A beat that fails is followed by the next: the session outlives several that are lost.
    if (!released.aborted) await beat().catch(() => undefined);
  }
}
