import { defineQuery } from '@ringtrace/platform/clickhouse';
import { rows, values } from '@ringtrace/platform/lists';
import { text, uint32, uint64 } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { beginHash } from '../sql/hashes.ts';
import { atOnceMs } from './forward.ts';
import { type InMinutes, inMinutes, minutes } from './in-minutes.ts';
import { type ListedLeg, legKeyColumns } from './leg-key.ts';
import { national } from './numbers.ts';

const legRow = z.object({
  carrier: z.string(),
  call_id: z.string(),
  start_ms: z.number(),
  hold_ms: z.number(),
  talk_ms: z.number().nullable(),
  sip_code: z.number(),
  calling_number: z.number(),
  called_number: z.number(),
  upstream: z.string(),
  downstream: z.string(),
  origid: z.string(),
  ingress_country: z.string(),
  ingress_trunk: z.string(),
  customer: z.string(),
  attestation: z.string(),
});

const columns = `
  carrier, call_id, toUnixTimestamp64Milli(start_time) AS start_ms,
  greatest(0, dateDiff('millisecond', start_time, end_time)) AS hold_ms,
  if(answer_time IS NULL, NULL, greatest(0, dateDiff('millisecond', answer_time, end_time))) AS talk_ms, sip_code, calling_number, called_number,
  upstream, downstream, if(toUInt128(origid) = 0, '', toString(origid)) AS origid, ingress_country, ingress_trunk, customer, attestation`;
const stored = [
  'carrier, start_time, call_id, withdrawn, answer_time, end_time, sip_code, calling_number, called_number',
  'upstream, downstream, origid, ingress_country, ingress_trunk, customer, attestation',
].join(', ');

/**
 * Finds legs in all their revisions, then reads their highest revision, as the view cdr has it. All revisions of the
 * legs that begin at the same carrier in the same millisecond are read, and the highest of each is kept. FINAL would
 * cost twice as much: it merges whole granules.
 */
const atHighestRevision = (condition: string) => `
SELECT ${columns}
FROM (
  SELECT ${stored} FROM cdr_store
  WHERE ${inMinutes} AND ${beginHash} GLOBAL IN (SELECT ${beginHash} FROM cdr_store WHERE ${inMinutes} AND ${condition})
  ORDER BY ver DESC LIMIT 1 BY carrier, start_time, call_id
)
WHERE NOT withdrawn AND ${condition}`;

const toNumbers = `called_number % ${national} IN (SELECT value FROM called)`;

/**
 * All legs to these called numbers in these minutes, with any prefix, each at one of its revisions: `ver` says at
 * which. About 0.2 us for each leg of these minutes.
 * @public A test sends long lists of every exported statement.
 */
export const legsToNumbers = defineQuery<InMinutes & { called: readonly number[] }>()({
  name: 'legs to numbers',
  lists: { minutes, called: values(uint64()) },
  row: legRow.extend({ ver: z.string() }),
  sql: `
SELECT ${columns}, toString(ver) AS ver FROM cdr_store PREWHERE ${toNumbers} WHERE ${inMinutes} AND NOT withdrawn
LIMIT 1 BY carrier, start_time, call_id`,
});

/**
 * Those of some legs that have a higher revision than the one that was read. The revision is compared, not the number
 * of revisions: a merge of parts may have left the highest one alone since then.
 * @public As above.
 */
export const revisedLegs = defineQuery<InMinutes & { found: readonly (ListedLeg & { ver: string })[] }>()({
  name: 'legs with higher revisions',
  lists: { minutes, found: rows({ ...legKeyColumns, ver: text() }) },
  row: z.object({ carrier: z.string(), start_ms: z.number(), call_id: z.string() }),
  sql: `
SELECT carrier, toUnixTimestamp64Milli(start_time) AS start_ms, call_id FROM cdr_store
PREWHERE start_time IN (SELECT start_time FROM found)
WHERE ${inMinutes} AND (carrier, start_time, call_id) IN (SELECT carrier, start_time, call_id FROM found)
GROUP BY carrier, start_time, call_id
HAVING (carrier, start_time, call_id, toString(max(ver))) NOT IN (SELECT carrier, start_time, call_id, ver FROM found)`,
});

/**
 * Some legs at their highest revision, where it still has one of these called numbers.
 * @public As above.
 */
export const highestRevisions = defineQuery<{ found: readonly ListedLeg[]; called: readonly number[] }>()({
  name: 'legs at their highest revision',
  lists: { found: rows(legKeyColumns), called: values(uint64()) },
  row: legRow,
  sql: `
SELECT ${columns} FROM cdr_store FINAL
WHERE (carrier, start_time, call_id) IN (SELECT carrier, start_time, call_id FROM found) AND NOT withdrawn AND ${toNumbers}`,
});

/** Of one number's calls in a minute, this many are enough: more would show nothing else. */
export const enoughOfOne = 20;
const atOnceS = atOnceMs / 1_000;
const aroundWithheld = `SELECT carrier, toUInt32(second + arrayJoin(range(-${atOnceS}, ${atOnceS} + 1))) AS second FROM withheld`;

/**
 * Legs that end at the own subscribers of these carriers, or may. One of three things holds for each: the leg is from or to
 * these numbers, it has one of these origids, or it began or ended within seconds of a moment in `withheld`. Such a moment
 * (seconds since 1970) is when the call of a withheld caller began or ended.
 */
export const legsEndingAround = defineQuery<
  InMinutes & {
    carriers: readonly string[];
    numbers: readonly number[];
    origids: readonly string[];
    withheld: readonly { carrier: string; second: number }[];
  }
>()({
  name: 'legs ending around forwards',
  lists: {
    minutes,
    carriers: values(text()),
    numbers: values(uint64()),
    origids: values(text()),
    withheld: rows({ carrier: text(), second: uint32() }),
  },
  row: legRow,
  sql: `${atHighestRevision(`carrier IN (SELECT value FROM carriers) AND (downstream = carrier OR ifNull(downstream, '') = '') AND (
    calling_number % ${national} IN (SELECT value FROM numbers) OR called_number % ${national} IN (SELECT value FROM numbers)
    OR toString(origid) IN (SELECT value FROM origids)
    OR (carrier, toUnixTimestamp(start_time)) IN (${aroundWithheld}) OR (carrier, toUnixTimestamp(end_time)) IN (${aroundWithheld}))`)}
ORDER BY origid IN (SELECT value FROM origids) DESC, start_ms, carrier, call_id
LIMIT ${enoughOfOne} BY carrier, calling_number, if(calling_number = 0, call_id, toString(intDiv(start_ms, 60000))),
  called_number % ${national} IN (SELECT value FROM numbers)`,
});

/**
 * The numbers that these numbers call, by minute. Superseded revisions are read too: this costs less, and only shows more
 * calls.
 */
export const callsOfCallers = defineQuery<InMinutes & { numbers: readonly number[] }>()({
  name: 'calls of callers',
  lists: { minutes, numbers: values(uint64()) },
  row: z.object({ calling: z.number(), called: z.number(), minute_ms: z.number() }),
  sql: `
SELECT DISTINCT calling_number % ${national} AS calling, called_number % ${national} AS called,
  toUnixTimestamp(toStartOfMinute(start_time, 'UTC')) * 1000 AS minute_ms
FROM cdr_store
WHERE ${inMinutes} AND calling_number % ${national} IN (SELECT value FROM numbers)
ORDER BY minute_ms, calling, called
LIMIT ${enoughOfOne} BY minute_ms, calling`,
});
