import type { Store } from '@ringtrace/platform/clickhouse';
import { allDays, type Day, type LookAt, lookAt } from '../builds/days.ts';
import { countDirtyHours } from '../builds/hours.ts';
import { hoursDue, noteMerged } from '../campaigns/due.ts';
import { createMerge, type Merge } from '../campaigns/merge.ts';
import type { FillingBuckets } from '../rollups/filling.ts';
import { rebuildRollups } from '../rollups/rebuild.ts';
import { judgeDirtyHours } from '../segments/judge.ts';

export interface TickResult {
  readonly rebuiltBuckets: number;
  readonly judgedHours: number;
  /** Hours that were dirty too and are left for the next round. */
  readonly leftHours: number;
  readonly changedCampaigns: number;
}

/** One round over the days that hold work. */
export type Tick = (days: readonly Day[]) => Promise<TickResult>;

/**
 * Rounds of one worker: dirty buckets rebuilt, dirty hours judged, campaigns and candidates brought into line. What is
 * kept from one round to the next saves reading it again and changes no result.
 * @param filling leaves rollups' buckets that are still filling to a later round.
 */
export function createTick(store: Store, filling?: FillingBuckets): Tick {
  const merge = createMerge(store);
  return async (days) => {
    const look = lookAt(days);
    const rebuiltBuckets = await rebuildRollups(store, {
      look,
      ...(filling === undefined ? {} : { filling }),
    });
    const [hours] = await store.query(countDirtyHours, look);
    const judgedHours = await judgeDirtyHours(store, look);
    const leftHours = Math.max(0, (hours?.dirty ?? 0) - judgedHours);
    return {
      rebuiltBuckets,
      judgedHours,
      leftHours,
      changedCampaigns: await mergeIfDue(store, merge, look),
    };
  };
}

async function mergeIfDue(store: Store, merge: Merge, look: LookAt): Promise<number> {
  const due = await store.query(hoursDue, look);
  if (due.length === 0) return 0;
  const changed = await merge(due);
  await noteMerged(store, due);
  return changed;
}

/** A single round over every day. */
export async function tick(store: Store): Promise<TickResult> {
  return createTick(store)(await allDays(store));
}
