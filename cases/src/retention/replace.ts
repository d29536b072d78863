import { randomUUID } from 'node:crypto';
import { defineQuery, defineStatement, type Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { text } from '@ringtrace/schemas/columns';
import { type Table, tableDdl } from '@ringtrace/schemas/table';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import { z } from 'zod';
import type { Shard } from './shards.ts';

/** What stays of a partition: an SQL condition over the table's columns, and the values of the list `kept` in it. */
export interface Keep {
  readonly condition: string;
  readonly kept: readonly string[];
}

/** What a partition of one shard held, and what of it stays. Rows, and identities where each is counted once. */
export interface Counts {
  readonly rows: number;
  readonly kept: number;
  readonly identities: number;
  readonly keptIdentities: number;
}

/** What a shard holds of a partition: rows, and CDRs each once (0 for tables that are not spread). */
export interface Held {
  readonly rows: number;
  readonly identities: number;
}

const scratchPrefix = 'retention_scratch_';

const leftBehind = defineQuery()({
  name: 'scratch tables of retention',
  row: z.object({ name: z.string() }),
  sql: `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, '${scratchPrefix}') ORDER BY name`,
});

/** Drops what a process that ended half-way has left. Its rows are copies. */
export async function dropScratch({ store }: Shard): Promise<void> {
  for (const { name } of await store.query(leftBehind, {}))
    await store.command(`DROP TABLE IF EXISTS ${name} SYNC`);
}

const policyOf = defineQuery<{ name: string }>()({
  name: 'storage policy of a table',
  row: z.object({ policy: z.string() }),
  sql: 'SELECT storage_policy AS policy FROM system.tables WHERE database = currentDatabase() AND name = {name: String}',
});

const lists = { kept: values(text()) };
type Kept = { readonly kept: readonly string[] };

const counting = (sql: string) =>
  defineQuery<Kept>()({
    name: 'rows of retention',
    lists,
    row: z.object({ n: z.number() }),
    sql,
  });
const copying = (from: string, into: string, condition: string) =>
  defineStatement<Kept>()({
    name: 'copy what is kept',
    lists,
    sql: `INSERT INTO ${into} SELECT * FROM ${from} WHERE ${condition}`,
  });

const anyKept = 'call_id IN (SELECT value FROM kept)';
/** @public A test sends long lists of every exported statement. */
export const countOfKept = counting(`SELECT count() AS n FROM ${cdrStore.name} WHERE ${anyKept}`);
/** @public The same for the copy. */
export const copyOfKept = copying(cdrStore.name, cdrStore.name, anyKept);

const numberOf = async (store: Store, sql: string, kept: readonly string[]): Promise<number> => {
  const [row] = await store.query(counting(sql), { kept });
  return row?.n ?? 0;
};

/** Looks at what a shard holds of a partition. */
export async function heldOf({ store, tableOf }: Shard, table: Table, partition: number): Promise<Held> {
  const from = tableOf(table);
  const isIn = `${table.partitionBy} = ${partition}`;
  return {
    rows: await numberOf(store, `SELECT count() AS n FROM ${from} WHERE ${isIn}`, []),
    identities:
      table.shardBy === undefined
        ? 0
        : await numberOf(store, `SELECT count() AS n FROM ${from} FINAL WHERE ${isIn}`, []),
  };
}

/** A nation's day is larger than what a server drops without being told that it may. */
const ofAnySize = { max_partition_size_to_drop: '0' };

/**
 * Replaces a partition of one shard by the rows of it that are kept, in one step; without such rows, it is dropped. Copies first, and
 * compares what was copied. A process may end at any moment: the partition is then whole, or it holds what is kept.
 * @param before called once it is known what goes, and before anything goes
 */
export async function replacePartition(
  shard: Shard,
  table: Table,
  partition: number,
  keep: Keep | undefined,
): Promise<{
  readonly counts: Counts;
  readonly replace: () => Promise<void>;
  readonly discard: () => Promise<void>;
}> {
  const { store, tableOf } = shard;
  const name = tableOf(table);
  const isIn = `${table.partitionBy} = ${partition}`;
  const kept = keep?.kept ?? [];
  const counts = (from: string, condition: string) =>
    numberOf(store, `SELECT count() AS n FROM ${from} WHERE ${condition}`, kept);
  const identities = (condition: string) =>
    table.shardBy === undefined
      ? Promise.resolve(0)
      : numberOf(store, `SELECT count() AS n FROM ${name} FINAL WHERE ${condition}`, kept);
  const all = await heldOf(shard, table, partition);
  const drop = () => store.command(`ALTER TABLE ${name} DROP PARTITION ${partition}`, {}, ofAnySize);
  const nothing = { kept: 0, keptIdentities: 0 };
  if (keep === undefined) return { counts: { ...all, ...nothing }, replace: drop, discard: async () => {} };

  const stays = `${isIn} AND (${keep.condition})`;
  const [{ policy } = { policy: '' }] = await store.query(policyOf, { name });
  const scratch = `${scratchPrefix}${randomUUID().replaceAll('-', '')}`;
  const settings = { ...table.settings, ...(policy === '' ? {} : { storage_policy: `'${policy}'` }) };
  const discard = () => store.command(`DROP TABLE IF EXISTS ${scratch} SYNC`);
  const { ttl: _, ...form } = table;
  // Plain MergeTree: every revision stays, so that copies can be compared row by row.
  await store.command(tableDdl({ ...form, name: scratch, engine: 'MergeTree', settings }));
  try {
    await store.run(copying(name, scratch, stays), { kept });
    const keptRows = await counts(scratch, isIn);
    const replace = async () => {
      // Again, just before the step: what was stored since the copy must not go with the partition. Rows are compared as tuples. The hash
      // of columns is NULL where one of them is NULL, such as the answer time of an unanswered leg. NULL is in no list.
      const missing = await counts(
        name,
        `${stays} AND cityHash64(tuple(*)) NOT IN (SELECT cityHash64(tuple(*)) FROM ${scratch})`,
      );
      if (missing > 0)
        throw new Error(
          `${missing} rows of ${name}, partition ${partition}, are to be kept and were not copied: nothing was dropped`,
        );
      if (keptRows === 0) await drop();
      else
        await store.command(
          `ALTER TABLE ${name} REPLACE PARTITION ${partition} FROM ${scratch}`,
          {},
          ofAnySize,
        );
    };
    return {
      counts: { ...all, kept: keptRows, keptIdentities: await identities(stays) },
      replace,
      discard,
    };
  } catch (error) {
    await discard();
    throw error;
  }
}
