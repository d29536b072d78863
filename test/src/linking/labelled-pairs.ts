import { type Cluster, isStrong, isSuspicious, type Judge } from '@ringtrace/detect/linking/cluster';
import { Clustering } from '@ringtrace/detect/linking/clustering';
import type { LinkableSegment } from '@ringtrace/detect/linking/linkable-segment';
import { gapMs, longestGapMs } from '@ringtrace/detect/linking/linkable-time';
import { matchKinds } from '@ringtrace/detect/linking/match';
import { SegmentMemory } from '@ringtrace/detect/linking/segment-memory';
import { SmallNumbers } from '@ringtrace/detect/linking/small-numbers';
import { storeSegments } from '@ringtrace/detect/linking/source';
import { judgeTogether } from '@ringtrace/detect/segments/judge-together';
import { LastJudgement } from '@ringtrace/detect/segments/last-judgement';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { legsOfSegments } from '../accuracy/segment-legs.ts';
import { truth } from '../accuracy/truth.ts';
import { type LabelledPair, levelsOf } from './learn-weights.ts';

const judge: Judge<LinkableSegment> = (segments) => judgeTogether(segments).verdict;
/** Share of a cluster's legs from which their campaign is the cluster's. */
const pure = 0.8;

const labelledLegs = defineQuery()({
  name: 'labelled legs of segments',
  row: z.object({ segment_id: z.string(), campaign: z.string(), legs: z.number() }),
  sql: `
SELECT segment_id, campaign, count() AS legs
FROM (${legsOfSegments}) AS c INNER JOIN ${truth.name} AS t ON t.carrier = c.carrier AND t.call_id = c.call_id
GROUP BY segment_id, campaign`,
});
type Legs = z.infer<typeof labelledLegs.row>;

/** The campaign of most legs, '' for honest calls; undefined where no label has enough of them. */
function campaignOf(cluster: Cluster<LinkableSegment>, bySegment: ReadonlyMap<string, readonly Legs[]>) {
  const legs = new Map<string, number>();
  for (const { segment_id } of cluster.members)
    for (const { campaign, legs: n } of bySegment.get(segment_id) ?? [])
      legs.set(campaign, (legs.get(campaign) ?? 0) + n);
  const all = [...legs.values()].reduce((sum, n) => sum + n, 0);
  return [...legs].find(([, n]) => n >= pure * Math.max(1, all))?.[0];
}

/** The clusters that linking has after the step same origin, each judged as a whole, where they are strong. */
function strongClusters(segments: readonly LinkableSegment[]): Cluster<LinkableSegment>[] {
  const items = new SmallNumbers<LinkableSegment>(judge).update({ gone: [], come: segments });
  const kinds = matchKinds.slice(0, matchKinds.indexOf('origin') + 1);
  return new Clustering<LinkableSegment>(kinds)
    .update(items)
    .come.filter(({ hasStrong }) => hasStrong)
    .map((cluster) => ({ ...cluster, verdict: judge(cluster.members) }))
    .filter(isStrong);
}

/**
 * All pairs of clusters that linking may join by what their calls are like, with their levels and labels. The store holds
 * judged traffic and the table `truth`. `network` keeps campaigns of several networks apart.
 */
export async function labelledPairs(store: Store, network: string): Promise<LabelledPair[]> {
  const { come } = await new SegmentMemory(storeSegments(store, new LastJudgement())).update();
  const bySegment = Map.groupBy(await store.query(labelledLegs, {}), ({ segment_id }) => segment_id);
  const clusters = strongClusters(come).flatMap((cluster) => {
    const campaign = campaignOf(cluster, bySegment);
    return campaign === undefined ? [] : [{ cluster, campaign }];
  });
  return clusters.flatMap(({ cluster: a, campaign }, i) =>
    clusters
      .slice(i + 1)
      .filter(({ cluster: b }) => gapMs(a, b) <= longestGapMs && (isSuspicious(a) || isSuspicious(b)))
      .map(({ cluster: b, campaign: other }) => ({
        campaign: campaign !== '' && campaign === other ? `${network} ${campaign}` : undefined,
        levels: levelsOf(a, b),
      })),
  );
}
