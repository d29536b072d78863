import { sampleCalls } from '../candidates/queries.ts';
import type { SegmentCalls } from '../candidates/segment-calls.ts';
import { sumOf } from '../features/histogram.ts';
import { thresholds } from '../thresholds.ts';

/** A call of a segment. */
export interface CallOfSegment {
  readonly segment_id: string;
  readonly call_key: string;
}

/** What the calls of a campaign add up to. Times are ms since 1970. */
export interface CampaignSums {
  readonly first_seen: number;
  readonly last_seen: number;
  readonly calls: number;
  readonly legs: number;
  /** Start of the call with which there were enough for the campaign to open; undefined where there never were. */
  readonly enoughAt: number | undefined;
  /** Calls that are traced: those with the smallest keys, in order of these. */
  readonly sample: readonly CallOfSegment[];
}

/** Adds up the segments of a campaign, of which there is one at least. */
export const addUp = (segments: readonly SegmentCalls[]): CampaignSums => ({
  first_seen: segments.reduce(
    (first, { first_seen }) => Math.min(first, first_seen),
    Number.POSITIVE_INFINITY,
  ),
  last_seen: segments.reduce((last, { last_seen }) => Math.max(last, last_seen), 0),
  calls: sumOf(segments.map(({ calls }) => calls)),
  legs: sumOf(segments.map(({ legs }) => legs)),
  enoughAt: enoughAtOf(segments),
  sample: sampleOf(segments),
});

const enoughAtOf = (segments: readonly SegmentCalls[]): number | undefined =>
  Float64Array.from(segments.flatMap(({ earliest }) => earliest)).sort()[thresholds.campaignCalls - 1];

function sampleOf(segments: readonly SegmentCalls[]): CallOfSegment[] {
  const calls = segments.flatMap(({ segment_id, sample }) =>
    sample.map((call_key) => ({ segment_id, call_key })),
  );
  return calls.sort((a, b) => (a.call_key < b.call_key ? -1 : 1)).slice(0, sampleCalls);
}
