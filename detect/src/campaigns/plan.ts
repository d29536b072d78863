import type { Verdict } from '@ringtrace/schemas/tables/campaigns';
import type { Assigned, Assignment, CampaignState, SegmentCampaign } from './campaign-store.ts';
import { type BuiltSegment, fingerprintOf } from './fingerprint.ts';
import type { Identified } from './identity.ts';
import type { LegsWritten, SegmentWithLegs } from './legs.ts';

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

/** A segment, and what says whether its legs are written. */
type Assignable = Pick<SegmentWithLegs, 'segment_id' | 'hour' | 'calls_build'> & {
  readonly verdict: Verdict;
};

const byId = (assigned: readonly Assigned[]) => new Map(assigned.map((row) => [row.segment_id, row]));

/**
 * The segments of which legs are to be written: they have none yet, or those of other calls. Ordinary ones have no
 * suspicious calls.
 */
export function withoutLegs<S extends Assignable>(
  segments: readonly S[],
  assigned: readonly Assigned[],
): S[] {
  const before = byId(assigned);
  return segments.filter(
    ({ segment_id, verdict, calls_build }) =>
      verdict !== 'ordinary' && before.get(segment_id)?.calls_build !== calls_build,
  );
}

const noLegs = { calls_build: 0, legs_build: 0 };

/** The legs that each segment has, once those that were written count, and of how many calls the written ones are. */
export function legsOf(
  segments: readonly Assignable[],
  assigned: readonly Assigned[],
  written: LegsWritten,
): (Pick<Assignment, 'segment_id' | 'hour' | 'calls_build' | 'legs_build'> & { written_calls?: number })[] {
  const before = byId(assigned);
  return segments.map((segment) => {
    const own = written.get(segment.segment_id);
    const legs = legsNow(segment, before, written);
    return own === undefined ? legs : { ...legs, written_calls: own.calls };
  });
}

function legsNow(
  { segment_id, hour, verdict, calls_build }: Assignable,
  before: ReadonlyMap<string, Assigned>,
  written: LegsWritten,
) {
  const own = written.get(segment_id);
  if (own !== undefined) return { segment_id, hour, calls_build, legs_build: own.build };
  const known = before.get(segment_id);
  if (verdict === 'ordinary' || known?.calls_build !== calls_build) return { segment_id, hour, ...noLegs };
  return { segment_id, hour, calls_build, legs_build: known.legs_build };
}

/** Rows that assign each segment to its campaign now, with its legs, and to none ('') where it has left. Only what differs. */
export function assignments(
  campaigns: readonly Identified<Assignable>[],
  assigned: readonly Assigned[],
  written: LegsWritten,
  revision: number,
): Assignment[] {
  const before = byId(assigned);
  const now = campaigns.flatMap(({ campaign_id, segments }) =>
    segments.map((segment) => ({ ...legsNow(segment, before, written), campaign_id, revision })),
  );
  const staying = new Set(now.map(({ segment_id }) => segment_id));
  const left = assigned
    .filter(({ segment_id }) => !staying.has(segment_id))
    .map(({ segment_id }) => ({ segment_id, hour: 0, ...noLegs, campaign_id: '', revision }));
  return [...now, ...left].filter(({ segment_id, campaign_id, calls_build, legs_build }) => {
    const row = before.get(segment_id);
    return (
      row?.campaign_id !== campaign_id || row.calls_build !== calls_build || row.legs_build !== legs_build
    );
  });
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
