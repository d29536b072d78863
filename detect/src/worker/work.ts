import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { type Day, dayLists, type LookAt, lookAt, withNeighbors } from '../builds/days.ts';
import { dirtyBuckets } from '../builds/dirty.ts';
import { dirtyHours } from '../builds/hours.ts';
import type { PartitionWatch } from '../builds/partition-watch.ts';
import { unmergedHours } from '../campaigns/due.ts';
import { rollups } from '../rollups/all.ts';

const partOf = (kind: 'minutes' | 'hours' | 'unmerged', time: string, rows: string) =>
  `SELECT toYYYYMMDD(${time}) AS day, '${kind}' AS kind FROM (${rows})`;

/** @public A test sends long lists of every exported statement. */
export const workByDay = defineQuery<LookAt>()({
  name: 'work by day',
  lists: dayLists,
  row: z.object({ day: z.number(), minutes: z.number(), hours: z.number(), unmerged: z.number() }),
  sql: `
SELECT day, countIf(kind = 'minutes') AS minutes, countIf(kind = 'hours') AS hours, countIf(kind = 'unmerged') AS unmerged
FROM (
  ${[
    ...rollups.map((rollup) => partOf('minutes', 'bucket', dirtyBuckets(rollup))),
    partOf('hours', 'hour', dirtyHours),
    partOf('unmerged', 'hour', unmergedHours),
  ].join('\n  UNION ALL\n  ')}
)
GROUP BY day ORDER BY day`,
});

export interface Work {
  /** Days that hold work. */
  readonly days: readonly Day[];
  /** Buckets of rollups whose arrivals are not built yet. */
  readonly minutes: number;
  /** Hours not judged yet, and hours judged but not merged into campaigns yet. */
  readonly windows: number;
}

/** Days of one statement, the earliest first. */
const daysAtOnce = 10;

/**
 * What detection has still to do, read from those days only that something was written to. Stops looking once it has found
 * `enough` days with work: whatever lies beyond them is found when they are done.
 */
export async function lookForWork(
  store: Store,
  watch: PartitionWatch,
  enough = Number.POSITIVE_INFINITY,
): Promise<Work> {
  const changed = await watch.changed();
  const found: z.infer<typeof workByDay.row>[] = [];
  let looked = 0;
  while (looked < changed.length && found.length < enough) {
    const some = changed.slice(looked, looked + daysAtOnce);
    looked += some.length;
    found.push(...(await store.query(workByDay, lookAt(some.map(({ partition }) => partition)))));
  }
  const days = [...new Set(found.map(({ day }) => day))].sort((a, b) => a - b);
  // What is found just over a day's edge may be known only from that day's arrivals.
  const around = new Set(withNeighbors(days));
  watch.settle(changed.slice(0, looked).filter(({ partition }) => !around.has(partition)));
  const sum = (of: (row: (typeof found)[number]) => number) =>
    found.reduce((total, row) => total + of(row), 0);
  return { days, minutes: sum((row) => row.minutes), windows: sum((row) => row.hours + row.unmerged) };
}
