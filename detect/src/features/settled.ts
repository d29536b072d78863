import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { newestMinutes } from './features.ts';
import { keptCalls, type Stage } from './kept-calls.ts';

/**
 * Carriers report the legs of a call within this time of each other, mostly. A call that started so long before the newest one is settled: its
 * details are remembered. Where a leg comes later all the same, all calls of the segment are looked at again.
 */
const settleS = 15;

/**
 * Up to when the calls of each planned hour are settled, ms since 1970. Calls of a wrong clock, far beyond all others, do not count. Reads the
 * start of each call: about 0.01 us a call.
 */
export const settledUntil = defineQuery<Stage>()({
  name: 'settled calls of hours',
  row: z.object({ hour: z.number(), settled_ms: z.number() }),
  sql: `
SELECT toUnixTimestamp(c.hour) AS hour, toUnixTimestamp64Milli(max(c.start_time)) - ${1_000 * settleS} AS settled_ms
FROM ${keptCalls()} AS c
INNER JOIN (${newestMinutes}) AS n ON n.hour = c.hour
WHERE c.minute <= n.newest_minute
GROUP BY c.hour ORDER BY hour
SETTINGS prefer_column_name_to_alias = 1`,
});
