import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { hopMs, mostSkewMs } from './clocks.ts';
import { type InMinutes, inMinutes, minutes } from './in-minutes.ts';

export const legsInMinutes = defineQuery<InMinutes>()({
  name: 'legs in minutes',
  lists: { minutes },
  row: z.object({ legs: z.number() }),
  sql: `SELECT count() AS legs FROM cdr_store WHERE ${inMinutes}`,
});

/**
 * Differences of the carriers' clocks, by calls for which two carriers name each other. Only each `every`-th called
 * number is read. A corrected leg counts twice, which a median bears.
 */
export const clockSamples = defineQuery<InMinutes & { every: number }>()({
  name: 'clock differences',
  lists: { minutes },
  row: z.object({ a: z.string(), b: z.string(), ms: z.number(), calls: z.number() }),
  sql: `
WITH legs AS (
  SELECT toString(carrier) AS carrier, toString(upstream) AS upstream, toString(downstream) AS downstream,
    calling_number, called_number, toUnixTimestamp64Milli(start_time) AS start_ms,
    dateDiff('millisecond', start_time, end_time) AS hold_ms, dateDiff('millisecond', answer_time, end_time) AS talk_ms
  FROM cdr_store
  WHERE ${inMinutes} AND calling_number != 0
    AND called_number % {every: UInt32} = 0
)
SELECT a.carrier AS a, b.carrier AS b, count() AS calls, quantileExact(0.5)(
    b.start_ms - a.start_ms + if(a.talk_ms IS NULL OR a.hold_ms = b.hold_ms, -${hopMs}, b.hold_ms - a.hold_ms)) AS ms
FROM legs AS a INNER JOIN legs AS b ON a.calling_number = b.calling_number AND a.called_number = b.called_number
  AND a.downstream = b.carrier AND b.upstream = a.carrier
WHERE abs(b.start_ms - a.start_ms) <= ${mostSkewMs} AND a.carrier != b.carrier
GROUP BY a, b ORDER BY a, b`,
});
