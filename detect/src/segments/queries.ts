import { defineQuery } from '@ringtrace/platform/clickhouse';
import { rows, values } from '@ringtrace/platform/lists';
import { keyword, text, timeS, uint64 } from '@ringtrace/schemas/columns';
import { segmentKinds } from '@ringtrace/schemas/segment-key';
import { verdicts } from '@ringtrace/schemas/tables/campaigns';
import { currentHours } from '@ringtrace/schemas/tables/rollups';
import { z } from 'zod';
import { callerNames, callerRow, originKeyNames, originKeyRow } from '../features/segment-key.ts';

const segmentRecord = z.object({
  segment_id: z.string(),
  hour: z.number(),
  build: z.number(),
  verdict: z.enum(verdicts),
  kind: z.enum(segmentKinds),
  ...originKeyRow,
  ...callerRow,
  calling_number: z.number(),
  origin_provider: z.string(),
  claimed_origin: z.string(),
  first_ms: z.number(),
  last_ms: z.number(),
  calls: z.number(),
  /** The build of which the keys of its calls are. The same build means the same suspicious calls. */
  calls_build: z.number(),
  features: z.string(),
});
export type Segment = z.infer<typeof segmentRecord>;

export const judgedHours = defineQuery()({
  name: 'judged hours',
  row: z.object({ hour: z.number(), build: z.number() }),
  sql: `SELECT toUnixTimestamp(bucket) AS hour, build FROM (${currentHours}) ORDER BY hour`,
});

/** From the start of one hour to that of another, both included; s since 1970. */
export type Hours = { readonly first: number; readonly last: number };
/** From the first of some hours to the last. */
export const spanOf = (of: readonly { readonly hour: number }[]): Hours => ({
  first: of.reduce((first, { hour }) => Math.min(first, hour), Number.POSITIVE_INFINITY),
  last: of.reduce((last, { hour }) => Math.max(last, hour), 0),
});
export const inHours =
  'hour BETWEEN fromUnixTimestamp({first: UInt32}) AND fromUnixTimestamp({last: UInt32})';

const segmentColumns = `segment_id, toUnixTimestamp(hour) AS hour, build, verdict, kind,
  ${originKeyNames.join(', ')}, ${callerNames.join(', ')}, calling_number,
  origin_provider, claimed_origin, toUnixTimestamp64Milli(first_seen) AS first_ms,
  toUnixTimestamp64Milli(last_seen) AS last_ms, calls, calls_build, features`;
const isJudgedLast = `(hour, build) IN (${currentHours})`;

/** Segments of some hours as judged last, all but the ordinary ones. */
export const currentSegments = defineQuery<Hours>()({
  name: 'current segments',
  row: segmentRecord,
  sql: `
SELECT ${segmentColumns}
FROM segments_store
WHERE ${inHours} AND verdict != 'ordinary' AND ${isJudgedLast}
ORDER BY segment_id
SETTINGS prefer_column_name_to_alias = 1`,
});

/** A customer of a provider. */
export type Customer = Pick<Segment, 'place_provider' | 'place_customer'>;
const customers = rows({ place_provider: keyword(), place_customer: keyword() });

const namedSegment = segmentRecord.pick({ segment_id: true, hour: true, build: true, calling_number: true });
const ordinarySegment = namedSegment.extend(originKeyRow);
/** An ordinary segment, and whose it is. */
export type OrdinarySegment = z.infer<typeof ordinarySegment>;

/** Ordinary hours of some numbers and customers: what speaks for them. Their counts are read by `namedSegments`. */
export const ordinarySegments = defineQuery<
  Hours & { readonly numbers: readonly number[]; readonly customers: readonly Customer[] }
>()({
  name: 'ordinary segments',
  lists: { numbers: values(uint64()), customers },
  row: ordinarySegment,
  sql: `
SELECT segment_id, toUnixTimestamp(hour) AS hour, build, calling_number, ${originKeyNames.join(', ')}
FROM segments_store
WHERE ${inHours} AND verdict = 'ordinary' AND ${isJudgedLast}
  AND (calling_number IN (SELECT value FROM numbers)
    OR (calling_number = 0 AND place = 'customer'
      AND (place_provider, place_customer) IN (SELECT place_provider, place_customer FROM customers)))
ORDER BY segment_id
SETTINGS prefer_column_name_to_alias = 1`,
});

/** A segment of one build of its hour. */
export type NamedSegment = Pick<Segment, 'segment_id' | 'hour' | 'build'>;

/** @public A test sends long lists of every exported statement. */
export const namedSegments = defineQuery<Hours & { readonly named: readonly NamedSegment[] }>()({
  name: 'segments by id',
  lists: { named: rows({ hour: timeS(), build: uint64(), segment_id: text() }) },
  row: segmentRecord,
  sql: `
SELECT ${segmentColumns}
FROM segments_store
WHERE ${inHours} AND (hour, build, segment_id) IN (SELECT hour, build, segment_id FROM named)
ORDER BY segment_id
SETTINGS prefer_column_name_to_alias = 1`,
});
