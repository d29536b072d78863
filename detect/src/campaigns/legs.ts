import { defineQuery, defineStatement, type Store } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { text, timeS, uint64 } from '@ringtrace/schemas/columns';
import { hourS } from '@ringtrace/schemas/durations';
import { buildPlans, judgeName } from '@ringtrace/schemas/tables/rollups';
import { z } from 'zod';
import { nextBuild } from '../builds/build-number.ts';
import { isCurrent, type Stage, within } from '../features/kept-calls.ts';
import { stitchMinutes } from '../features/minutes.ts';
import { outcomeBin } from '../features/outcome.ts';
import { type Segment, spanOf } from '../segments/queries.ts';

/** What finds the legs of a segment. `calls` are its suspicious calls. */
export type SegmentWithLegs = Pick<Segment, 'segment_id' | 'hour' | 'build' | 'calls' | 'calls_build'>;

/**
 * SELECTs legs of the suspicious calls of some segments: calls of the segment whose outcome is mostly excess, and all
 * legs of those calls. They are read from kept calls, by the keys that the judgement has written down. `segments`
 * gives rows of segments_store; `kept` says which calls of stitched_calls hold, and `keys` which rows of
 * segment_call_keys may matter.
 */
export const suspiciousLegs = ({ segments, kept, keys }: Record<'segments' | 'kept' | 'keys', string>) => {
  const ofSegments = `
    SELECT s.hour AS hour, s.segment_id AS segment_id, s.member_bins AS member_bins, c.call_keys AS call_keys
    FROM (${segments}) AS s
    INNER JOIN (SELECT hour, build, segment_id, call_keys FROM segment_call_keys WHERE ${keys}) AS c
      ON c.hour = s.hour AND c.build = s.calls_build AND c.segment_id = s.segment_id`;
  return `
SELECT k.hour AS hour, m.segment_id AS segment_id, lower(hex(k.call_key)) AS call_key, k.call_start AS call_start,
  leg_carrier AS carrier, leg_call_id AS call_id, leg_start AS start_time,
  k.calling_number AS calling_number, k.called_number AS called_number
FROM (
  SELECT toStartOfHour(minute, 'UTC') AS hour, call_key, start_time AS call_start, toUInt8(${outcomeBin}) AS outcome,
    carriers, call_ids, start_times, calling_number, called_number
  FROM stitched_calls
  PREWHERE call_key IN (SELECT arrayJoin(call_keys) FROM (${ofSegments}))
  WHERE ${kept}
) AS k
INNER JOIN (SELECT hour, segment_id, member_bins, arrayJoin(call_keys) AS call_key FROM (${ofSegments})) AS m
  ON m.hour = k.hour AND m.call_key = k.call_key
ARRAY JOIN k.carriers AS leg_carrier, k.call_ids AS leg_call_id, k.start_times AS leg_start
WHERE has(m.member_bins, k.outcome)`;
};

/**
 * Writes the legs of some segments. About 1 us a leg.
 * @public A test sends long lists of every exported statement.
 */
export const insertLegs = defineStatement<
  Stage & { wanted: readonly Pick<Segment, 'hour' | 'build' | 'segment_id'>[] }
>()({
  name: 'legs of segments of campaigns',
  lists: { wanted: rows({ hour: timeS(), build: uint64(), segment_id: text() }) },
  sql: `
INSERT INTO segment_calls_store
  (hour, build, segment_id, call_key, call_start, carrier, call_id, start_time, calling_number, called_number)
SELECT hour, {build: UInt64}, segment_id, call_key, call_start, carrier, call_id, start_time, calling_number, called_number
FROM (${suspiciousLegs({
    segments: `
      SELECT hour, segment_id, calls_build, member_bins FROM segments_store
      WHERE ${within('hour', 0)} AND (hour, build, segment_id) IN (SELECT hour, build, segment_id FROM wanted)`,
    kept: isCurrent(0),
    keys: `${within('hour', 0)} AND segment_id IN (SELECT segment_id FROM wanted)`,
  })})`,
});

/** Calls of which the legs of a build are there, by segment. */
const callsThere = defineQuery<{ build: number; first: number; end: number }>()({
  name: 'calls whose legs were written',
  row: z.object({ segment_id: z.string(), calls: z.number() }),
  sql: `SELECT segment_id, uniqExact(call_key) AS calls FROM segment_calls_store
    WHERE ${within('hour', 0)} AND build = {build: UInt64} GROUP BY segment_id`,
});

/** Legs that were written: the build of each segment's ones, and how many calls they are of. */
export type LegsWritten = ReadonlyMap<string, { readonly build: number; readonly calls: number }>;

/**
 * Writes the legs of some segments under a new build. A reader sees them once the segment's assignment names that
 * build. So a worker that dies half-way, or another one that does the same, harms nothing. Where the kept calls of an
 * hour are forgotten, they are stitched again.
 */
export async function writeLegs(store: Store, segments: readonly SegmentWithLegs[]): Promise<LegsWritten> {
  const written = await writeOnce(store, segments);
  const lacking = segments.filter(({ segment_id, calls }) => written.get(segment_id)?.calls !== calls);
  if (lacking.length === 0) return written;
  for (const hour of new Set(lacking.map((segment) => segment.hour))) await stitchHour(store, hour);
  return new Map([...written, ...(await writeOnce(store, lacking))]);
}

async function writeOnce(store: Store, segments: readonly SegmentWithLegs[]): Promise<LegsWritten> {
  if (segments.length === 0) return new Map();
  const build = nextBuild(0);
  const stage = stageOf(build, segments);
  await store.run(insertLegs, { ...stage, wanted: segments });
  const found = await store.query(callsThere, stage);
  return new Map(found.map(({ segment_id, calls }) => [segment_id, { build, calls }]));
}

function stageOf(build: number, segments: readonly { readonly hour: number }[]): Stage {
  const { first, last } = spanOf(segments);
  return { build, first, end: last + hourS };
}

/** Stitches what is missing of an hour's calls. The plan says which hour is meant, as for a judgement; no build comes of it. */
async function stitchHour(store: Store, hour: number): Promise<void> {
  const build = nextBuild(0);
  await store.insertRows(buildPlans, [{ build, rollup: judgeName, carrier: '', bucket: hour, arrivals: 0 }]);
  await stitchMinutes(store, { build, first: hour, end: hour + hourS });
}

/** Segments of which legs that were written are gone again: another worker's sweep took them for those of a worker that died. */
export async function lostLegs(
  store: Store,
  segments: readonly SegmentWithLegs[],
  written: LegsWritten,
): Promise<SegmentWithLegs[]> {
  const there = new Map<number, ReadonlyMap<string, number>>();
  for (const build of new Set([...written.values()].map((one) => one.build))) {
    const found = await store.query(callsThere, stageOf(build, segments));
    there.set(build, new Map(found.map(({ segment_id, calls }) => [segment_id, calls])));
  }
  return segments.filter(({ segment_id }) => {
    const own = written.get(segment_id);
    return own !== undefined && there.get(own.build)?.get(segment_id) !== own.calls;
  });
}
