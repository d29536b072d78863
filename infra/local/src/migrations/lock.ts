import { setTimeout } from 'node:timers/promises';
import type { Store } from '@ringtrace/platform/clickhouse';

/** How the lock is held and waited for. */
export interface LockTimes {
  /** A server drops a session that was silent for so long, and the lock with it, s. */
  readonly silenceS: number;
  /** The holder is never silent for longer, ms. */
  readonly heartbeatMs: number;
  /** Most holders are done within this time, and are asked often, ms. */
  readonly eagerMs: number;
  /** How long to wait for another holder, ms. */
  readonly waitMs: number;
}
const usualTimes: LockTimes = { silenceS: 10, heartbeatMs: 2_000, eagerMs: 3_000, waitMs: 300_000 };

const retryMs = 250;
/** A server closes silent sessions once a second. */
const closingMs = 2_000;
/** The longest random part of a waiter's silence, in times of `silenceS`. */
const mostSpread = 4;

/** Codes of ClickHouse's errors. */
const tableExists = '57';
const sessionIsBusy = '373';

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && String(error.code) === code;

/**
 * Runs `work` while no other process migrates the same database of the same server.
 *
 * The lock is a temporary table in a session of a fixed name. Only one process can create the table. A session ends
 * with the silence of its holder. A refused process is heard in the same session, so it must be silent too: otherwise
 * it keeps the lock of a holder that was killed.
 * @throws Error where another holder is not done in time.
 */
export async function withMigrationLock<T>(
  store: Store,
  work: () => Promise<T>,
  changed: Partial<LockTimes> = {},
): Promise<T> {
  const times = { ...usualTimes, ...changed };
  const session_id = `ringtrace-migrate-${store.database}`;
  // Not an option beside session_id: the client leaves it out there without a word, and the server waits 60 s.
  const clickhouse_settings = { session_timeout: String(times.silenceS) };
  const inSession = (query: string) => store.client.command({ query, session_id, clickhouse_settings });
  await takeLock(
    () => inSession('CREATE TEMPORARY TABLE migration_lock (held UInt8)'),
    store.database,
    times,
  );
  const released = new AbortController();
  const alive = keepAlive(() => inSession('SELECT 1 FORMAT Null'), times.heartbeatMs, released.signal);
  try {
    return await work();
  } finally {
    released.abort();
    await alive;
    await release(() => inSession('DROP TEMPORARY TABLE IF EXISTS migration_lock'));
  }
}

async function takeLock(create: () => Promise<unknown>, database: string, times: LockTimes): Promise<void> {
  const from = Date.now();
  let silences = 0;
  for (;;) {
    try {
      await create();
      return;
    } catch (error) {
      const exists = hasCode(error, tableExists);
      if (!exists && !hasCode(error, sessionIsBusy)) throw error;
      const waited = Date.now() - from;
      if (waited > times.waitMs) {
        throw new Error(
          `another process is migrating database ${database}: waited ${Math.round(times.waitMs / 1000)} s. Start again when it is done`,
        );
      }
      // A busy session was not heard, and somebody else was, just now.
      const isEager = !exists || waited < times.eagerMs;
      await setTimeout(isEager ? retryMs : silenceMs(silences++, times));
    }
  }
}

/** Longer than the server waits. The random part grows: several that wait must all be silent at the same time. */
function silenceMs(before: number, { silenceS }: LockTimes): number {
  const spread = Math.min(2 ** before, mostSpread) * Math.random();
  return silenceS * 1_000 * (1 + spread) + closingMs;
}

/**
 * Lets go of the lock. Another process that asks for it holds the session for a moment. Any other failure is left to
 * the silence that follows: the error of the work says more.
 */
async function release(drop: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await drop();
      return;
    } catch (error) {
      if (!hasCode(error, sessionIsBusy)) return;
      await setTimeout(retryMs);
    }
  }
}

async function keepAlive(
  beat: () => Promise<unknown>,
  heartbeatMs: number,
  released: AbortSignal,
): Promise<void> {
  while (!released.aborted) {
    await setTimeout(heartbeatMs, undefined, { signal: released }).catch(() => undefined);
    // A beat that fails is followed by the next: the session outlives several that are lost.
    if (!released.aborted) await beat().catch(() => undefined);
  }
}
