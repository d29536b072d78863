import type { Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { uint32 } from '@ringtrace/schemas/columns';
import { dayMs } from '@ringtrace/schemas/durations';
import { arrivals } from '@ringtrace/schemas/tables/cdr';
import { builds } from '@ringtrace/schemas/tables/rollups';
import { PartitionWatch } from './partition-watch.ts';

/** A day (UTC) as the partitions of `arrivals` and `builds` are named: 20260303. */
export type Day = number;

/** Tells the days something arrived for, or was built in. */
export const watchDays = (store: Store) => new PartitionWatch(store, [arrivals.name, builds.name]);

export async function allDays(store: Store): Promise<Day[]> {
  return (await watchDays(store).changed()).map(({ partition }) => partition);
}

function shifted(day: Day, by: number): Day {
  const date = new Date(Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100));
  const other = new Date(date.getTime() + by * dayMs);
  return other.getUTCFullYear() * 10_000 + (other.getUTCMonth() + 1) * 100 + other.getUTCDate();
}

/** Days with those beside them, ascending: an hour's judgement depends on the hours beside it. */
export const withNeighbors = (days: readonly Day[]): Day[] =>
  [...new Set(days.flatMap((day) => [shifted(day, -1), day, shifted(day, 1)]))].sort((a, b) => a - b);

/** Times of these days; prunes partitions. */
export const inDays = (time: string, days: 'days' | 'near') =>
  `toYYYYMMDD(${time}) IN (SELECT value FROM ${days})`;

/** Parameters of a look at some days. */
export const lookAt = (days: readonly Day[]) => ({ days, near: withNeighbors(days) });
export type LookAt = ReturnType<typeof lookAt>;
export const dayLists = { days: values(uint32()), near: values(uint32()) };
