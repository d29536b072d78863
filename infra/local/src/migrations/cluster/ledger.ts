import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

/**
 * What was applied to a cluster, and who applies now. Both are in KeeperMap tables, which every node shares: a node that comes
 * later, or another machine that migrates, sees the same.
 */
export interface Ledger {
  applied(): Promise<{ id: number; name: string; checksum: string }[]>;
  /** Notes some at once: a process that is killed has noted all of them, or none. */
  note(migrations: readonly { id: number; name: string; checksum: string }[]): Promise<void>;
  /** Runs `work` while nobody else does; waits for others. A holder that died is overtaken after `silenceMs`. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

interface Times {
  readonly silenceMs: number;
  readonly waitMs: number;
}

const strict = { keeper_map_strict_mode: 1 } as const;
const retryMs = 300;

const appliedRows = defineQuery()({
  name: 'migrations of a cluster',
  sql: 'SELECT id, name, checksum FROM cluster_migrations ORDER BY id',
  row: z.object({ id: z.number(), name: z.string(), checksum: z.string() }),
});

const heldBy = defineQuery()({
  name: 'lock of migrations',
  sql: "SELECT holder, toUInt64(beat) AS beat FROM cluster_locks WHERE name = 'migrate'",
  row: z.object({ holder: z.string(), beat: z.number() }),
});

export async function openLedger(
  stores: readonly Store[],
  times: Times = { silenceMs: 15_000, waitMs: 300_000 },
): Promise<Ledger> {
  const [store] = stores;
  if (store === undefined) throw new Error('a cluster has at least one node');
  for (const each of stores) {
    await each.command(
      `CREATE TABLE IF NOT EXISTS cluster_migrations (id UInt32, name String, checksum String) ENGINE = KeeperMap('/ringtrace_${each.database}_migrations') PRIMARY KEY id`,
    );
    await each.command(
      `CREATE TABLE IF NOT EXISTS cluster_locks (name String, holder String, beat UInt64) ENGINE = KeeperMap('/ringtrace_${each.database}_locks') PRIMARY KEY name`,
    );
  }
  return {
    applied: () => store.query(appliedRows, {}),
    note: (migrations) =>
      store.command(
        `INSERT INTO cluster_migrations VALUES ${migrations.map((_, i) => `({id${i}: UInt32}, {name${i}: String}, {checksum${i}: String})`).join(', ')}`,
        Object.fromEntries(
          migrations.flatMap(({ id, name, checksum }, i) => [
            [`id${i}`, id],
            [`name${i}`, name],
            [`checksum${i}`, checksum],
          ]),
        ),
      ),
    alone: (work) => alone(store, times, work),
  };
}

async function alone<T>(store: Store, times: Times, work: () => Promise<T>): Promise<T> {
  const holder = randomUUID();
  await takeLock(store, holder, times);
  const over = new AbortController();
  const beating = keepBeating(store, holder, times.silenceMs / 4, over.signal);
  try {
    // Without its lock, a process must not go on beside the one that has it now.
    return await Promise.race([work(), beating]);
  } finally {
    over.abort();
    await beating.catch(() => undefined);
    await store
      .command(
        "DELETE FROM cluster_locks WHERE name = 'migrate' AND holder = {holder: String}",
        { holder },
        strict,
      )
      .catch(() => undefined);
  }
}

/** Waits until the lock is free, or its holder has not beaten for `silenceMs` by the clock of this process. */
async function takeLock(store: Store, holder: string, { silenceMs, waitMs }: Times): Promise<void> {
  const from = Date.now();
  let seen = { holder: '', beat: -1, at: from };
  for (;;) {
    if (await taken(store, holder)) return;
    const [held] = await store.query(heldBy, {});
    if (held !== undefined && (held.holder !== seen.holder || held.beat !== seen.beat))
      seen = { ...held, at: Date.now() };
    if (held !== undefined && Date.now() - seen.at > silenceMs)
      await store
        .command(
          "DELETE FROM cluster_locks WHERE name = 'migrate' AND holder = {holder: String} AND beat = {beat: UInt64}",
          { holder: seen.holder, beat: seen.beat },
          strict,
        )
        .catch(() => undefined);
    if (Date.now() - from > waitMs)
      throw new Error(
        `another process is migrating this cluster: waited ${Math.round(waitMs / 1000)} s. Start again when it is done`,
      );
    await setTimeout(retryMs);
  }
}

/** Inserting a key that is there fails in strict mode. */
async function taken(store: Store, holder: string): Promise<boolean> {
  try {
    await store.command(
      "INSERT INTO cluster_locks VALUES ('migrate', {holder: String}, 0)",
      { holder },
      strict,
    );
    return true;
  } catch (error) {
    const [held] = await store.query(heldBy, {});
    if (held?.holder === holder) return true;
    if (held === undefined && !(error instanceof Error && /exists|KEEPER/i.test(error.message))) throw error;
    return false;
  }
}

/** Shows that the holder lives, until it is `over`. Rejects where the lock is lost. */
async function keepBeating(store: Store, holder: string, everyMs: number, over: AbortSignal): Promise<never> {
  for (let beat = 1; !over.aborted; beat += 1) {
    await setTimeout(everyMs, undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) break;
    await store.command(
      "ALTER TABLE cluster_locks UPDATE beat = {beat: UInt64} WHERE name = 'migrate' AND holder = {holder: String}",
      { beat, holder },
    );
    const [held] = await store.query(heldBy, {});
    if (held?.holder !== holder)
      throw new Error("another process took the lock of migrations over: run 'ringtrace migrate' again");
  }
  throw new Error('the work is over');
}
