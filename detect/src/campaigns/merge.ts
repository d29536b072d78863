import type { Store } from '@ringtrace/platform/clickhouse';
import type { LinkableSegment } from '../linking/linkable-segment.ts';
import { Linkage } from '../linking/linkage.ts';
import { SegmentMemory } from '../linking/segment-memory.ts';
import { type SegmentSource, storeSegments } from '../linking/source.ts';
import { mayOpen } from '../segments/guards.ts';
import { judgeTogether } from '../segments/pool.ts';
import { spanOf } from '../segments/queries.ts';
import {
  type CampaignStore,
  clickhouseCampaigns,
  type SegmentCampaign,
  type StoredCampaigns,
} from './campaign-store.ts';
import { type Identified, identify } from './identity.ts';
import { assignments, differences, formerCampaignsOf } from './plan.ts';
import { changedRows, goneRows } from './written.ts';

type Campaign = Identified<LinkableSegment>;

/** Hours (s since 1970) that were judged since the last merge. */
type Due = readonly { readonly hour: number }[];

/** One merge. New candidates are pending from `now` on, ms since 1970. Returns how many campaigns changed. */
export type Merge = (due: Due, now?: number) => Promise<number>;

/**
 * Brings campaigns and candidates into line with the current segments. This is safe at any time, twice, and after a
 * crash: a merge compares with what is stored and writes only differences. What it remembers of earlier merges saves work
 * and changes no result.
 */
export const createMerge = (store: Store): Merge => mergeOf(storeSegments(store), clickhouseCampaigns(store));

/** The same over any source of segments and any store of campaigns. */
export function mergeOf(source: SegmentSource, store: CampaignStore): Merge {
  const memory = new SegmentMemory(source);
  const linkage = new Linkage<LinkableSegment>(
    (segments) => judgeTogether(segments).verdict,
    (segments) => mayOpen(judgeTogether(segments)),
  );
  return async (due, now = Date.now()) => {
    const linked = linkage.update(await memory.update());
    const assigned = await store.segmentCampaigns();
    const cutAnew = assigned.some(({ segment_id }) => !memory.has(segment_id));
    const byCalls = cutAnew ? await store.formerCampaigns(spanOf(due)) : [];
    return bringIntoLine(store, identify(linked, formerCampaignsOf(assigned, byCalls)), assigned, now);
  };
}

async function bringIntoLine(
  store: CampaignStore,
  campaigns: readonly Campaign[],
  assigned: readonly SegmentCampaign[],
  now: number,
): Promise<number> {
  const { changed, gone } = differences(campaigns, await store.states());
  // First: the facts of a campaign are read by way of its segments.
  await store.assign(assignments(campaigns, assigned, Date.now()));
  const written = changed.flatMap(({ campaign_id, merged_from }) => [campaign_id, ...merged_from]);
  const stored = await store.stored([...new Set([...written, ...gone])]);
  await writeChanged(store, changed, stored, now);
  const withdrawn = goneRows(gone, campaigns, stored);
  await store.writeCandidates(withdrawn.candidates);
  await store.writeCampaigns(withdrawn.campaigns);
  return changed.length + gone.length;
}

async function writeChanged(
  store: CampaignStore,
  changed: readonly Campaign[],
  stored: StoredCampaigns,
  now: number,
): Promise<void> {
  if (changed.length === 0) return;
  const ids = changed.map(({ campaign_id }) => campaign_id);
  const facts = await store.facts(ids, spanOf(changed.flatMap(({ segments }) => segments)));
  const written = changed.flatMap((campaign) => {
    const known = facts.get(campaign.campaign_id);
    // Without facts an hour is being judged again. That hour is due once more, and so is this campaign.
    return known === undefined ? [] : [changedRows(campaign, known, stored, now)];
  });
  // Campaigns last: a crash before leaves their old fingerprints, and the next merge writes both again.
  await store.writeCandidates(written.flatMap(({ candidates }) => candidates));
  await store.writeCampaigns(written.flatMap((rows) => rows.campaigns));
}
