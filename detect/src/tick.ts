import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { builds } from '@ringtrace/schemas/tables/rollups';
import { z } from 'zod';
import { nextBuild } from './build-number.ts';
import { mergeCampaigns } from './campaigns/merge.ts';
import { judgeName } from './judge/hours.ts';
import { judgeDirtyHours } from './judge/judge.ts';
import { rebuildRollups } from './rollups/rebuild.ts';

/** Name in `builds` under which the merge notes what it has seen. */
export const mergeName = 'merge';

/**
 * What is judged and what the last merge has seen of it, as hashes of every hour's build: a worker that judges beside
 * this one may finish with an older build number. A crash between judging and merging leaves them different.
 */
export const mergeDue = defineQuery()({
  name: 'merge due',
  row: z.object({ judged: z.number(), merged: z.number(), noted: z.number() }),
  sql: `
SELECT groupBitXorIf(bitShiftRight(cityHash64(bucket, build), 12), rollup = '${judgeName}') AS judged,
  maxIf(b.arrivals, rollup = '${mergeName}') AS merged, maxIf(build, rollup = '${mergeName}') AS noted
FROM (SELECT rollup, bucket, build, arrivals FROM builds FINAL WHERE rollup IN ('${judgeName}', '${mergeName}')) AS b`,
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
    { rollup: mergeName, carrier: '', bucket: 0, build: nextBuild(due.noted), arrivals: due.judged },
  ]);
  return changed;
}
