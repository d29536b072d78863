import type { Assignment, CampaignState, SegmentCampaign } from './campaign-store.ts';
import { type BuiltSegment, fingerprintOf } from './fingerprint.ts';
import type { Identified } from './identity.ts';

/** Campaigns that each segment was in, by segment id. */
export type FormerCampaigns = ReadonlyMap<string, readonly string[]>;

/**
 * The campaigns that each segment was in before. `assigned` are those of the segments themselves. `byCalls` are those of
 * segments that hold the same calls in another cut of the hour.
 */
export function formerCampaignsOf(
  assigned: readonly SegmentCampaign[],
  byCalls: readonly SegmentCampaign[],
): FormerCampaigns {
  const former = new Map<string, string[]>();
  for (const { segment_id, campaign_id } of [...assigned, ...byCalls]) {
    const known = former.get(segment_id);
    if (known === undefined) former.set(segment_id, [campaign_id]);
    else known.push(campaign_id);
  }
  return former;
}

/** Rows that assign each segment to its campaign now, and to none ('') where it has left. Only what differs. */
export function assignments(
  campaigns: readonly Identified<{ readonly segment_id: string }>[],
  assigned: readonly SegmentCampaign[],
  revision: number,
): Assignment[] {
  const before = new Map(assigned.map(({ segment_id, campaign_id }) => [segment_id, campaign_id]));
  const now = new Map(
    campaigns.flatMap((c) => c.segments.map((s) => [s.segment_id, c.campaign_id] as const)),
  );
  const left = [...before.keys()].filter((id) => !now.has(id)).map((id) => [id, ''] as const);
  return [...now, ...left]
    .filter(([segment_id, campaign_id]) => (before.get(segment_id) ?? '') !== campaign_id)
    .map(([segment_id, campaign_id]) => ({ segment_id, campaign_id, revision }));
}

/** What differs between the campaigns there are and those stored. */
export interface Differences<S> {
  /** Campaigns to be written: new ones, those of other segments or builds, and those that were not open. */
  readonly changed: readonly Identified<S>[];
  /** Ids of open campaigns that no segment belongs to any more. */
  readonly gone: readonly string[];
}

export function differences<S extends BuiltSegment>(
  campaigns: readonly Identified<S>[],
  states: readonly CampaignState[],
): Differences<S> {
  const stored = new Map(states.map((state) => [state.campaign_id, state]));
  const current = new Set(campaigns.map(({ campaign_id }) => campaign_id));
  return {
    changed: campaigns.filter(({ campaign_id, segments }) => {
      const state = stored.get(campaign_id);
      return state?.status !== 'open' || state.fingerprint !== fingerprintOf(segments);
    }),
    gone: states
      .filter(({ campaign_id, status }) => status === 'open' && !current.has(campaign_id))
      .map(({ campaign_id }) => campaign_id),
  };
}
