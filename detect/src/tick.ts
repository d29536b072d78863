import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { builds } from '@ringtrace/schemas/tables/rollups';
import { z } from 'zod';
import { mergeCampaigns } from './campaigns/merge.ts';
import { judgeName } from './judge/hours.ts';
import { judgeDirtyHours } from './judge/judge.ts';
import { rebuildRollups } from './rollups/rebuild.ts';

/** Name in `builds` under which the merge notes the newest judgement it has seen. */
export const mergeName = 'merge';

/** Whether an hour was judged after the last merge; a crash between the two leaves it true. */
export const mergeDue = defineQuery()({
  name: 'merge due',
  row: z.object({ judged: z.number(), merged: z.number() }),
  sql: `SELECT maxIf(build, rollup = '${judgeName}') AS judged, maxIf(build, rollup = '${mergeName}') AS merged
    FROM builds`,
});

export interface TickResult {
  readonly rebuiltBuckets: number;
  readonly judgedHours: number;
  readonly changedCampaigns: number;
}

/** One round: dirty buckets rebuilt, dirty hours judged, campaigns and candidates brought into line. */
export async function tick(store: Store): Promise<TickResult> {
  const rebuiltBuckets = await rebuildRollups(store);
  const judgedHours = await judgeDirtyHours(store);
  return { rebuiltBuckets, judgedHours, changedCampaigns: await mergeIfDue(store) };
}

async function mergeIfDue(store: Store): Promise<number> {
  const [due] = await store.query(mergeDue, {});
  if (due === undefined || due.judged === due.merged) return 0;
  const changed = await mergeCampaigns(store);
  await store.insertRows(builds, [
    { rollup: mergeName, carrier: '', bucket: 0, build: due.judged, arrivals: 0 },
  ]);
  return changed;
}
