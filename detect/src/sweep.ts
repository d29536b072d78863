import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { segmentCallsStore, segmentsStore } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';
import { nextBuild } from './build-number.ts';
import { judgeName } from './judge/hours.ts';
import { rollups } from './rollups/all.ts';

/** Builds younger than this may belong to a worker that is still writing. */
const settleMs = 10 * 60_000;
/** Sweep only once this many superseded rows have gathered, and they are as many as the current ones. */
const worthwhile = 200_000;

/** How often to look whether a sweep is worthwhile, ms: the look reads whole tables. */
export const sweepEveryMs = 10 * 60_000;

const buildBefore = (ms: number) => nextBuild(0) - ms * 1024;

const stores = [
  ...rollups.map((rollup) => ({
    table: rollup.store.name,
    key: `(carrier, ${rollup.bucketColumn}, build)`,
    current: `SELECT carrier, bucket, build FROM builds FINAL WHERE rollup = '${rollup.name}'`,
  })),
  ...[segmentsStore, segmentCallsStore].map(({ name }) => ({
    table: name,
    key: '(hour, build)',
    current: `SELECT bucket, build FROM builds FINAL WHERE rollup = '${judgeName}'`,
  })),
];

const rowsOf = (store: (typeof stores)[number]) =>
  defineQuery()({
    name: `superseded rows of ${store.table}`,
    row: z.object({ rows: z.number(), current: z.number() }),
    sql: `SELECT count() AS rows, countIf(${store.key} IN (${store.current})) AS current FROM ${store.table}`,
  });

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

/** Deletes rows of builds that were superseded, once there are many. Readers never see them either way. */
export async function sweep(store: Store): Promise<void> {
  const horizon = buildBefore(settleMs);
  for (const target of stores) {
    if (await isSweeping(store, target.table)) continue;
    const [count] = await store.query(rowsOf(target), {});
    if (count === undefined || count.rows - count.current < Math.max(worthwhile, count.current)) continue;
    await store.command(
      `ALTER TABLE ${target.table} DELETE
       WHERE build < {horizon: UInt64} AND ${target.key} NOT IN (${target.current})`,
      { horizon },
      { mutations_sync: '0', allow_nondeterministic_mutations: 1 },
    );
  }
  for (const { build } of await store.query(deadStages, { horizon })) {
    await store.command(`ALTER TABLE judge_stage DROP PARTITION ${build}`);
  }
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
const deadStages = defineQuery<{ horizon: number }>()({
  name: 'stages of builds that died',
  row: z.object({ build: z.number() }),
  sql: 'SELECT DISTINCT build FROM judge_stage WHERE build < {horizon: UInt64}',
});
