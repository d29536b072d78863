import type { Store } from '@ringtrace/platform/clickhouse';
import { countDirtyHours } from './judge/hours.ts';
import { unpublished } from './publish.ts';
import { rollups } from './rollups/all.ts';
import { countDirty } from './rollups/dirty.ts';
import { mergeDue } from './tick.ts';

export interface Backlog {
  /** Buckets of rollups whose arrivals are not built yet. */
  readonly dirtyMinutes: number;
  /** Hours not judged yet, one more where judged hours are not merged into campaigns yet. */
  readonly dirtyWindows: number;
  /** Candidates whose newest revision has not reached the topic yet. */
  readonly unpublished: number;
}

/** What detection has still to do; all zero = idle. */
export async function detectBacklog(store: Store): Promise<Backlog> {
  const dirty = await Promise.all(rollups.map((rollup) => store.query(countDirty(rollup), {})));
  const [hours] = await store.query(countDirtyHours, {});
  const [merge] = await store.query(mergeDue, {});
  const waiting = await store.query(unpublished, {});
  return {
    dirtyMinutes: dirty.flat().reduce((sum, row) => sum + row.dirty, 0),
    dirtyWindows: (hours?.dirty ?? 0) + (merge?.judged === merge?.merged ? 0 : 1),
    unpublished: waiting.length,
  };
}
