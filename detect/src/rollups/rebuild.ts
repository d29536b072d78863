import { defineStatement, type Store } from '@ringtrace/platform/clickhouse';
import { nextBuild } from '../builds/build-number.ts';
import { allDays, dayLists, type LookAt, lookAt } from '../builds/days.ts';
import { dirtyBuckets, highestBuild, insertBuilds, planned, plannedRange } from '../builds/dirty.ts';
import { bucketOf, type Rollup } from '../builds/rollup.ts';
import { startsWithin } from '../sql/start-time.ts';
import { rollups } from './all.ts';
import { type FillingBuckets, notWaiting, type Waiting, waitingLists } from './filling.ts';

/** Buckets of one build: bounds its memory and how long others wait. Earliest first. */
const bucketsPerBuild = 20_000;

export interface Rebuild {
  /** Default: every day. */
  readonly look?: LookAt;
  /** Leaves out what is still filling, or rests; default: nothing is left out. */
  readonly filling?: FillingBuckets;
}

/** Rebuilds what is dirty, each rollup in one INSERT SELECT. Returns the buckets rebuilt; 0 = nothing was due. */
export async function rebuildRollups(store: Store, { look, filling }: Rebuild = {}): Promise<number> {
  const within = look ?? lookAt(await allDays(store));
  let rebuilt = 0;
  for (const rollup of rollups) rebuilt += await rebuild(store, rollup, within, filling);
  return rebuilt;
}

async function rebuild(
  store: Store,
  rollup: Rollup,
  look: LookAt,
  filling: FillingBuckets | undefined,
): Promise<number> {
  const waiting = await filling?.look(store, rollup, look, performance.now());
  if (filling !== undefined && waiting === undefined) return 0;
  const [highest] = await store.query(highestBuild, look);
  const build = nextBuild(highest?.build ?? 0);
  // Arrivals are read before the rows: what comes in between leaves the bucket dirty.
  if (waiting === undefined) await store.run(planDirty(rollup), { build, ...look });
  else await store.run(planNotWaiting(rollup), { build, ...look, ...waiting });
  const [range] = await store.query(plannedRange, { build });
  if (range === undefined || range.buckets === 0) return 0;
  await store.command(insertBuild(rollup), {
    build,
    first: range.first,
    end: range.last + rollup.bucketMinutes * 60,
  });
  await store.command(insertBuilds, { build });
  return range.buckets;
}

const insertPlan = ({ name }: Rollup, buckets: string) =>
  `INSERT INTO build_plans (build, rollup, carrier, bucket, arrivals)
   SELECT {build: UInt64}, '${name}', carrier, bucket, arrivals FROM (${planned(buckets, bucketsPerBuild)})`;

export const planDirty = (rollup: Rollup) =>
  defineStatement<LookAt & { build: number }>()({
    name: `plan of ${rollup.name}`,
    sql: insertPlan(rollup, dirtyBuckets(rollup)),
    lists: dayLists,
  });

export const planNotWaiting = (rollup: Rollup) =>
  defineStatement<LookAt & Waiting & { build: number }>()({
    name: `plan of ${rollup.name} without what waits`,
    sql: insertPlan(rollup, notWaiting(dirtyBuckets(rollup))),
    lists: { ...dayLists, ...waitingLists },
  });

/**
 * Times prune whole days, the set of (carrier, bucket) prunes granules by the primary key. Read as stored: what the view
 * cdr makes of '' costs half as much again to group.
 */
function insertBuild(rollup: Rollup): string {
  const buckets = `${startsWithin('{first: Int64}', '{end: Int64}')}
  AND (carrier, ${bucketOf(rollup.bucketMinutes, 'start_time')}) IN
    (SELECT carrier, bucket FROM build_plans WHERE build = {build: UInt64})`;
  const source = {
    current: `cdr_store FINAL\nWHERE NOT withdrawn AND ${buckets}`,
    every: `cdr_store WHERE ${buckets}`,
  };
  const columns = Object.keys(rollup.store.columns).filter((column) => column !== 'build');
  return `INSERT INTO ${rollup.store.name} (build, ${columns.join(', ')})
SELECT {build: UInt64}, ${columns.join(', ')} FROM (${rollup.select(source)})`;
}
