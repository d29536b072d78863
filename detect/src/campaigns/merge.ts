import type { Store } from '@ringtrace/platform/clickhouse';
import type { SegmentLegs } from '../candidates/segment-calls.ts';
import type { LinkableSegment } from '../linking/linkable-segment.ts';
import { Linkage } from '../linking/linkage.ts';
import { SegmentMemory } from '../linking/segment-memory.ts';
import { type SegmentSource, storeSegments } from '../linking/source.ts';
import { mayOpen } from '../segments/guards/may-open.ts';
import { judgeTogether } from '../segments/judge-together.ts';
import type { LastJudgement } from '../segments/last-judgement.ts';
import { spanOf } from '../segments/queries.ts';
import {
  type Assigned,
  type CampaignStore,
  clickhouseCampaigns,
  type StoredCampaigns,
} from './campaign-store.ts';
import type { CampaignFacts } from './facts.ts';
import { type Identified, identify } from './identity.ts';
import type { LackingLegs } from './lacking-legs.ts';
import type { LegsWritten } from './legs.ts';
import { assignments, differences, formerCampaignsOf, legsOf, withoutLegs } from './plan.ts';
import { changedRows, goneRows } from './written.ts';

type Campaign = Identified<LinkableSegment>;

/** Hours (s since 1970) that were judged since the last merge. */
type Due = readonly { readonly hour: number }[];

/** One merge. New candidates are pending from `now` on, ms since 1970. Returns how many campaigns changed. */
export type Merge = (due: Due, now?: number) => Promise<number>;

/**
 * Brings campaigns and candidates into line with the current segments. This is safe at any time, twice, and after a
 * crash: a merge compares with what is stored and writes only differences. What it remembers of earlier merges saves work
 * and changes no result. Segments that `last` knows are not read.
 */
export const createMerge = (
  store: Store,
  last: LastJudgement,
  onLacking?: (lacking: LackingLegs) => void,
): Merge => mergeOf(storeSegments(store, last), clickhouseCampaigns(store, onLacking));

/** The same over any source of segments and any store of campaigns. */
export function mergeOf(source: SegmentSource, store: CampaignStore): Merge {
  const memory = new SegmentMemory(source);
  const linkage = new Linkage<LinkableSegment>(judgeTogether, mayOpen);
  return async (due, now = Date.now()) => {
    const linked = linkage.update(await memory.update());
    const assigned = await store.segmentCampaigns();
    const segments = linked.flat();
    const written = await store.writeLegs(withoutLegs(segments, assigned));
    const cutAnew = assigned.some(({ segment_id }) => !memory.has(segment_id));
    const legs = legsOf(segments, assigned, written);
    const newLegs = legs.filter(({ segment_id }) => written.has(segment_id));
    const byCalls = cutAnew ? await store.formerCampaigns(spanOf(due), newLegs) : [];
    const campaigns = identify(linked, formerCampaignsOf(assigned, byCalls));
    await assign(store, campaigns, assigned, written);
    return bringIntoLine(store, campaigns, legs, now);
  };
}

/** First of what is written: a reader finds the legs of a campaign by way of its segments. */
async function assign(
  store: CampaignStore,
  campaigns: readonly Campaign[],
  assigned: readonly Assigned[],
  written: LegsWritten,
): Promise<void> {
  const rows = assignments(campaigns, assigned, written, Date.now());
  await store.assign(rows);
  const lost = await store.lostLegs(
    campaigns.flatMap(({ segments }) => segments.filter(({ segment_id }) => written.has(segment_id))),
    written,
  );
  if (lost.length === 0) return;
  const gone = new Set(lost.map(({ segment_id }) => segment_id));
  const without = rows.filter(({ segment_id }) => gone.has(segment_id));
  await store.assign(
    without.map((row) => ({ ...row, calls_build: 0, legs_build: 0, revision: row.revision + 1 })),
  );
  throw new Error(
    `legs of ${lost.length} segments were deleted while they were written. They are written again. ` +
      'Run one detect worker only, and others as standbys, if this happens again and again',
  );
}

async function bringIntoLine(
  store: CampaignStore,
  campaigns: readonly Campaign[],
  legs: readonly SegmentLegs[],
  now: number,
): Promise<number> {
  const { changed, gone } = differences(campaigns, await store.states());
  const written = changed.flatMap(({ campaign_id, merged_from }) => [campaign_id, ...merged_from]);
  const stored = await store.stored([...new Set([...written, ...gone])]);
  const withLegs = new Map(
    legs.flatMap((one) => (one.legs_build === 0 ? [] : [[one.segment_id, one] as const])),
  );
  const facts = await store.facts(
    changed.map(({ campaign_id, segments }) => ({
      campaign_id,
      segments: segments.flatMap(({ segment_id }) => withLegs.get(segment_id) ?? []),
    })),
  );
  await writeChanged(store, changed, facts, stored, now);
  const withdrawn = goneRows(gone, campaigns, stored);
  await store.writeCandidates(withdrawn.candidates);
  await store.writeCampaigns(withdrawn.campaigns);
  return changed.length + gone.length;
}

async function writeChanged(
  store: CampaignStore,
  changed: readonly Campaign[],
  facts: ReadonlyMap<string, CampaignFacts>,
  stored: StoredCampaigns,
  now: number,
): Promise<void> {
  const written = changed.flatMap((campaign) => {
    const known = facts.get(campaign.campaign_id);
    // Without facts, legs of one of its segments were not found. Its fingerprint stays as it was, so each further
    // merge tries again.
    return known === undefined ? [] : [changedRows(campaign, known, stored, now)];
  });
  // Campaigns last: a crash before leaves their old fingerprints, and the next merge writes both again.
  await store.writeCandidates(written.flatMap(({ candidates }) => candidates));
  await store.writeCampaigns(written.flatMap((rows) => rows.campaigns));
}
