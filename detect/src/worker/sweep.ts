import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { uint32 } from '@ringtrace/schemas/columns';
import { dayMs, minuteMs } from '@ringtrace/schemas/durations';
import { stitchedMinutes, workingTables } from '@ringtrace/schemas/tables/judging';
import { z } from 'zod';
import { nextBuild } from '../builds/build-number.ts';
import { PartitionWatch } from '../builds/partition-watch.ts';
import { type Target, targets } from './sweep-targets.ts';

/** Builds younger than this may belong to a worker that is still writing. */
const settleMs = 10 * minuteMs;
/**
 * Sweep a partition only once this many superseded rows have gathered, and they are as many as the current ones. A
 * partition without a current row is swept however small it is: nothing more gathers there.
 */
const worthwhile = 100_000;

/**
 * Minutes of a day are forgotten once nothing of it was stitched for so long, and then its calls; a late record has
 * them stitched again.
 */
const forgetMs = 2 * dayMs;

/** How often to look whether a sweep is worthwhile, ms: the look reads the partitions that changed. */
export const sweepEveryMs = 10 * minuteMs;

const buildBefore = (ms: number) => nextBuild(0) - ms * 1024;

const inList = 'IN (SELECT value FROM partitions)';

const rowsOf = ({ table, partitionOf, time, key, current }: Target) =>
  defineQuery<{ partitions: readonly number[] }>()({
    name: `superseded rows of ${table}`,
    lists: { partitions: values(uint32()) },
    row: z.object({ partition: z.number(), rows: z.number(), current: z.number() }),
    sql: `SELECT ${partitionOf(time)} AS partition, count() AS rows, countIf(${key} IN (${current(inList)})) AS current
      FROM ${table} WHERE partition ${inList} GROUP BY partition ORDER BY partition`,
  });

/** @public A test sends long lists of every exported statement. */
export const supersededRows = targets.map(rowsOf);

/** A deletion rewrites whole parts: one that has not finished must not be asked for again. */
const unfinished = defineQuery<{ table: string }>()({
  name: 'deletions under way',
  row: z.object({ mutations: z.number() }),
  sql: `SELECT count() AS mutations FROM system.mutations
    WHERE database = currentDatabase() AND table = {table: String} AND NOT is_done`,
});

async function isSweeping(store: Store, table: string): Promise<boolean> {
  const [count] = await store.query(unfinished, { table });
  return (count?.mutations ?? 0) > 0;
}

/** Deletes the superseded rows of partitions that have many, or nothing else. */
async function sweepTable(
  store: Store,
  target: Target,
  watch: PartitionWatch,
  horizon: number,
): Promise<void> {
  if (await isSweeping(store, target.table)) return;
  const changed = await watch.changed();
  if (changed.length === 0) return;
  const counts = await store.query(rowsOf(target), { partitions: changed.map(({ partition }) => partition) });
  const due = counts.filter(
    ({ rows, current }) => current === 0 || rows - current >= Math.max(worthwhile, current),
  );
  for (const { partition } of due) {
    await store.command(
      `ALTER TABLE ${target.table} DELETE IN PARTITION ${partition}
       WHERE build < {horizon: UInt64} AND ${target.key} NOT IN (${target.current('= {partition: UInt32}')})`,
      { horizon, partition },
      { mutations_sync: '0', allow_nondeterministic_mutations: 1 },
    );
  }
  const sweeping = new Set(due.map(({ partition }) => partition));
  watch.settle(changed.filter(({ partition }) => !sweeping.has(partition)));
}

/**
 * Returns what deletes rows of builds that were superseded, wherever there are many. Readers never see them either way.
 * Of a partition that hasn't changed since the last time nothing is read.
 */
export function createSweep(store: Store): () => Promise<void> {
  const watches = targets.map((target) => {
    const tables = [target.table, target.beside ?? []].flat();
    return { target, watch: new PartitionWatch(store, tables) };
  });
  return async () => {
    const horizon = buildBefore(settleMs);
    for (const { target, watch } of watches) await sweepTable(store, target, watch, horizon);
    await sweepWorkingSpace(store, horizon);
    // Last: what the rows of these days are for is gone with it, and the next sweep finds them superseded.
    const resting = buildBefore(forgetMs);
    for (const { day } of await store.query(restingDays, { horizon: resting }))
      await forgetMinutes(store, day, resting);
  };
}

const restingDays = defineQuery<{ horizon: number }>()({
  name: 'days of which nothing is stitched any more',
  row: z.object({ day: z.number() }),
  sql: `SELECT toYYYYMMDD(minute) AS day FROM ${stitchedMinutes.name}
    GROUP BY day HAVING max(build) < {horizon: UInt64} ORDER BY day`,
});

/** Not the whole partition: another worker may have stitched some of its minutes since the look. Those stay. */
async function forgetMinutes(store: Store, day: number, horizon: number): Promise<void> {
  await store.command(
    `ALTER TABLE ${stitchedMinutes.name} DELETE IN PARTITION ${day} WHERE build < {horizon: UInt64}`,
    { horizon },
    { mutations_sync: '1' },
  );
}

/** What builds leave behind: stages of a judge that died, plans of all. */
async function sweepWorkingSpace(store: Store, horizon: number): Promise<void> {
  for (const { table, build } of await store.query(leftBehind, { horizon }))
    await store.command(`ALTER TABLE ${table} DROP PARTITION ${build}`);
  if (await isSweeping(store, 'build_plans')) return;
  const [plans] = await store.query(oldPlans, { horizon });
  if ((plans?.rows ?? 0) < worthwhile) return;
  await store.command('ALTER TABLE build_plans DELETE WHERE build < {horizon: UInt64}', { horizon });
}

const oldPlans = defineQuery<{ horizon: number }>()({
  name: 'plans of builds long done',
  row: z.object({ rows: z.number() }),
  sql: 'SELECT count() AS rows FROM build_plans WHERE build < {horizon: UInt64}',
});

/** Working space that a judge left behind when it died. */
const leftBehind = defineQuery<{ horizon: number }>()({
  name: 'working space of builds that died',
  row: z.object({ table: z.string(), build: z.number() }),
  sql: workingTables
    .map(
      ({ name }) => `SELECT DISTINCT '${name}' AS table, build FROM ${name} WHERE build < {horizon: UInt64}`,
    )
    .join(' UNION ALL '),
});
