import { defineQuery } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { timeS } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { identityHash } from '../sql/hashes.ts';
import { hopMs, mostSkewMs } from './clocks.ts';
import { type InMinutes, inMinutes, minutes } from './in-minutes.ts';

/** Which minutes each window has, both by their start, s since 1970. A minute may be in several windows. */
type InWindows = InMinutes & { windows: readonly { window: number; minute: number }[] };
const windows = rows({ window: timeS(), minute: timeS() });
const minuteOfLeg = "toStartOfMinute(start_time, 'UTC') AS minute";
const ofWindows = 'INNER JOIN (SELECT window, minute FROM windows) AS w ON w.minute = l.minute';

/** Legs to every so-many-th called number are counted: that is enough to tell how many there are. */
export const countedEvery = 64;

/**
 * Counts the legs of windows, those of a part of the called numbers. A leg counts once, however many revisions of it
 * are stored. Withdrawn legs count, too. A leg that a correction moved to another called number counts under the
 * former number as well, until a background merge of parts. Where the count is near a limit of windows or samples,
 * such a merge may change what is read. About 10 ns for each leg of these minutes.
 * @public A test sends long lists of every exported statement.
 */
export const legsInWindows = defineQuery<InWindows>()({
  name: 'legs in windows',
  lists: { minutes, windows },
  row: z.object({ window: z.number(), legs: z.number() }),
  sql: `
SELECT toUnixTimestamp(w.window) AS window, uniqExact(l.leg) AS legs
FROM (
  SELECT ${minuteOfLeg}, ${identityHash} AS leg
  FROM cdr_store WHERE ${inMinutes} AND called_number % ${countedEvery} = 0
) AS l
${ofWindows}
GROUP BY window ORDER BY window`,
});

/**
 * Differences of the carriers' clocks by window, by calls for which two carriers name each other. Only each
 * `every`-th called number is read, at the highest revision of its legs to that number. A leg that a correction moved
 * to another called number takes part with its former revision, too, until a background merge of parts.
 * @public As above.
 */
export const clockSamples = defineQuery<InWindows & { every: number }>()({
  name: 'clock differences',
  lists: { minutes, windows },
  row: z.object({ window: z.number(), a: z.string(), b: z.string(), ms: z.number(), calls: z.number() }),
  sql: `
WITH legs AS (
  SELECT w.window AS window, carrier, upstream, downstream, calling_number, called_number, start_ms, hold_ms, talk_ms
  FROM (
    SELECT ${minuteOfLeg}, toString(carrier) AS carrier, toString(upstream) AS upstream, toString(downstream) AS downstream,
      calling_number, called_number, toUnixTimestamp64Milli(start_time) AS start_ms, withdrawn,
      dateDiff('millisecond', start_time, end_time) AS hold_ms, dateDiff('millisecond', answer_time, end_time) AS talk_ms
    FROM cdr_store
    WHERE ${inMinutes} AND called_number % {every: UInt32} = 0
    ORDER BY ver DESC LIMIT 1 BY carrier, start_time, call_id
  ) AS l
  ${ofWindows}
  WHERE NOT withdrawn AND calling_number != 0
)
SELECT toUnixTimestamp(a.window) AS window, a.carrier AS a, b.carrier AS b, count() AS calls, quantileExact(0.5)(
    b.start_ms - a.start_ms + if(a.talk_ms IS NULL OR a.hold_ms = b.hold_ms, -${hopMs}, b.hold_ms - a.hold_ms)) AS ms
FROM legs AS a
INNER JOIN legs AS b
  ON a.window = b.window AND a.calling_number = b.calling_number AND a.called_number = b.called_number
  AND a.downstream = b.carrier AND b.upstream = a.carrier
WHERE abs(b.start_ms - a.start_ms) <= ${mostSkewMs} AND a.carrier != b.carrier
GROUP BY window, a, b ORDER BY window, a, b`,
});
