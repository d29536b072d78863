import type { Store } from '@ringtrace/platform/clickhouse';
import type { CampaignRow } from '@ringtrace/schemas/tables/campaigns';
import { createSamples, type TracedCall } from '../candidates/sample.ts';
import { createCallsOfSegments, type SegmentCalls, type SegmentLegs } from '../candidates/segment-calls.ts';
import { addUp, type CampaignSums } from './added-up.ts';
import { type CampaignLegs, createNumbers, type Numbers } from './numbers.ts';

/** Counts over the calls of a campaign. Times are ms since 1970. */
type Totals = Pick<
  CampaignRow,
  | 'campaign_id'
  | 'first_seen'
  | 'last_seen'
  | 'calls'
  | 'legs'
  | 'calling_numbers'
  | 'called_numbers'
  | 'carriers'
>;

/** What the calls of a campaign say. Times are ms since 1970. */
export interface CampaignFacts {
  readonly totals: Totals;
  /** Start of the call with which it had enough to open; undefined where it never had. */
  readonly enoughAt: number | undefined;
  /** A sample of its calls with their paths. */
  readonly calls: readonly TracedCall[];
}

/**
 * Facts by campaign. A campaign is left out unless the legs of all its segments are found: of a part of them its
 * facts would be wrong, and would be remembered.
 */
export type Facts = (campaigns: readonly CampaignLegs[]) => Promise<ReadonlyMap<string, CampaignFacts>>;

/** What the segments of a campaign add up to, its numbers and carriers, and where the legs of its segments are. */
interface CampaignCounts {
  readonly numbers: Omit<Numbers, 'segments'>;
  readonly sums: CampaignSums;
  readonly segments: readonly SegmentLegs[];
}

/** Campaigns of which the legs of all segments were found. */
function countedOf(
  campaigns: readonly CampaignLegs[],
  calls: readonly SegmentCalls[],
  numbers: ReadonlyMap<string, Numbers>,
): CampaignCounts[] {
  const bySegment = new Map(calls.map((one) => [one.segment_id, one]));
  return campaigns.flatMap(({ campaign_id, segments }) => {
    const own = segments.flatMap(({ segment_id }) => bySegment.get(segment_id) ?? []);
    const counted = numbers.get(campaign_id);
    if (counted === undefined || own.length < segments.length) return [];
    const { segments: _, ...numbersAndCarriers } = counted;
    return [{ numbers: numbersAndCarriers, sums: addUp(own), segments }];
  });
}

/** The calls of a campaign that are traced, each with where its legs are. */
function sampledCalls({ sums, segments }: CampaignCounts) {
  const legs = new Map(segments.map((one) => [one.segment_id, one]));
  return sums.sample.flatMap(({ segment_id, call_key }) => {
    const of = legs.get(segment_id);
    return of === undefined ? [] : [{ ...of, call_key }];
  });
}

/**
 * Reads the facts of campaigns. What segments add up to is read of those with other calls than last time alone. Of a
 * campaign with such a segment, numbers and carriers are counted anew.
 */
export function createFacts(store: Store): Facts {
  const callsOf = createCallsOfSegments(store);
  const numbersOf = createNumbers(store);
  const samplesOf = createSamples(store);
  return async (campaigns) => {
    const withLegs = campaigns.filter(({ segments }) => segments.length > 0);
    const calls = await callsOf(withLegs.flatMap(({ segments }) => segments));
    const counted = countedOf(withLegs, calls, await numbersOf(withLegs));
    const samples = await samplesOf(
      counted.map((one) => ({ campaign_id: one.numbers.campaign_id, calls: sampledCalls(one) })),
    );
    return new Map(
      counted.map(({ numbers, sums: { first_seen, last_seen, calls, legs, enoughAt } }) => [
        numbers.campaign_id,
        {
          totals: { ...numbers, first_seen, last_seen, calls, legs },
          enoughAt,
          calls: samples.get(numbers.campaign_id) ?? [],
        },
      ]),
    );
  };
}
