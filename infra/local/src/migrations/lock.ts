import { setTimeout } from 'node:timers/promises';
import type { Store } from '@ringtrace/platform/clickhouse';

/** Times of the lock. */
export interface LockTimes {
  /** The server ends a session without requests after this time, and with it the lock, s. */
  readonly silenceS: number;
  /** The holder of the lock sends a request at least this often, ms. */
  readonly heartbeatMs: number;
  /** For this time a waiting process tries often, ms: most migrations are finished within it. */
  readonly eagerMs: number;
  /** How long to wait for the lock, ms. */
  readonly waitMs: number;
}
const usualTimes: LockTimes = { silenceS: 10, heartbeatMs: 2_000, eagerMs: 3_000, waitMs: 300_000 };

const retryMs = 250;
/** The server checks once a second for sessions to end; with some reserve. */
const closingMs = 2_000;
/** Longest random part of a waiting process's pause, as a multiple of `silenceS`. */
const mostSpread = 4;

/** Codes of ClickHouse's errors. */
const tableExists = '57';
const sessionIsBusy = '373';

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && String(error.code) === code;

/**
 * Runs `work` while no other process migrates the same database of the same server.
 *
 * The lock is a temporary table in a session of a fixed name: only one process can create the table. The server ends a
 * session that gets no requests for `silenceS`. A waiting process sends its requests in the same session. So it must
 * pause for longer than that: otherwise it would keep alive the lock of a holder that was killed.
 * @throws Error where another process does not release the lock in time.
 */
export async function withMigrationLock<T>(
  store: Store,
  work: () => Promise<T>,
  changed: Partial<LockTimes> = {},
): Promise<T> {
  const times = { ...usualTimes, ...changed };
  const session_id = `ringtrace-migrate-${store.database}`;
  // As a setting: the client ignores `session_timeout` as an option next to session_id, and the server would wait 60 s.
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
      // Where the session is busy, this request was not part of it, and its holder is alive.
      const isEager = !exists || waited < times.eagerMs;
      await setTimeout(isEager ? retryMs : silenceMs(silences++, times));
    }
  }
}

/**
 * A pause longer than the server waits for requests, ms. Its random part grows, so that several waiting processes pause
 * together.
 */
function silenceMs(before: number, { silenceS }: LockTimes): number {
  const spread = Math.min(2 ** before, mostSpread) * Math.random();
  return silenceS * 1_000 * (1 + spread) + closingMs;
}

/**
 * Releases the lock. It tries again where another process that asks for the lock uses the session at this moment. Any
 * other error is ignored: the session ends by itself, and an error of the work says more.
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
    // A failed request is ignored: the next one follows, and the session survives the loss of several.
    if (!released.aborted) await beat().catch(() => undefined);
  }
}
