import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { text, timeS, uint64 } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { type Hours, inHours, spanOf } from '../segments/queries.ts';
import { thresholds } from '../thresholds.ts';
import { AnswerMemory } from '../trace/answer-memory.ts';
import { sampleCalls } from './queries.ts';

/** Legs of a segment of a campaign, which never change: those of a segment with other calls are of another build. */
export interface SegmentLegs {
  readonly segment_id: string;
  /** Hour of the segment, s since 1970. */
  readonly hour: number;
  /** The build that wrote them. */
  readonly legs_build: number;
  /** Calls whose legs were written just now; not known of legs that were written before. */
  readonly written_calls?: number;
}

export const legsColumns = { hour: timeS(), build: uint64(), segment_id: text() };
const asListed = ({ segment_id, hour, legs_build: build }: SegmentLegs) => ({ hour, build, segment_id });

/** Times are ms since 1970. `earliest`: when its earliest calls began, in order. `sample`: keys of the calls that may be traced. */
const segmentCalls = z.object({
  segment_id: z.string(),
  first_seen: z.number(),
  last_seen: z.number(),
  calls: z.number(),
  legs: z.number(),
  earliest: z.array(z.number()),
  sample: z.array(z.string()),
});
/** What the calls of a segment add up to. A call is of one segment alone, so all of it can be added up over segments. */
export type SegmentCalls = z.infer<typeof segmentCalls>;

/**
 * What the calls of some segments add up to. About 0.3 us a leg.
 * @public A test sends long lists of every exported statement.
 */
export const callsOfSegments = defineQuery<
  Hours & { asked: readonly { hour: number; build: number; segment_id: string }[] }
>()({
  name: 'calls of segments',
  lists: { asked: rows(legsColumns) },
  row: segmentCalls,
  sql: `
SELECT segment_id, min(first) AS first_seen, max(last) AS last_seen, count() AS calls, sum(legs) AS legs,
  groupArraySorted(${thresholds.campaignCalls})(first) AS earliest, groupArraySorted(${sampleCalls})(call_key) AS sample
FROM (
  SELECT segment_id, call_key, toUnixTimestamp64Milli(min(start_time)) AS first, toUnixTimestamp64Milli(max(start_time)) AS last,
    count() AS legs
  FROM segment_calls_store
  WHERE ${inHours} AND (hour, build, segment_id) IN (SELECT hour, build, segment_id FROM asked)
  GROUP BY hour, build, segment_id, call_key
)
GROUP BY segment_id
SETTINGS optimize_aggregation_in_order = 1, prefer_column_name_to_alias = 1`,
});

/** So many segments are remembered: some 60 MB. */
const mostKept = 20_000;

/**
 * What the calls of each of some segments add up to. A segment without legs is left out, and so is one of which legs
 * just written are not all found.
 */
export type CallsOfSegments = (segments: readonly SegmentLegs[]) => Promise<readonly SegmentCalls[]>;

/** From one time to the next it remembers what it read: only segments with other calls than before are read again. */
export function createCallsOfSegments(store: Store): CallsOfSegments {
  const memory = new AnswerMemory<SegmentCalls>(mostKept);
  return async (segments) => {
    const questions = segments.map((legs) => ({
      key: legs.segment_id,
      version: `${legs.legs_build}`,
      legs,
    }));
    const answers = await memory.answersTo(questions, async (missing) => {
      const legs = missing.map((question) => question.legs);
      const found = await store.query(callsOfSegments, { ...spanOf(legs), asked: legs.map(asListed) });
      const bySegment = new Map(found.map((one) => [one.segment_id, one]));
      return ({ key, legs: { written_calls } }) => {
        const one = bySegment.get(key);
        return written_calls === undefined || one?.calls === written_calls ? one : undefined;
      };
    });
    memory.endTurn();
    return answers.flatMap((answer) => answer ?? []);
  };
}
