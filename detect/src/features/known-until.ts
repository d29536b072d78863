import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { reachHours } from '../builds/hours.ts';

/** A minute with a smaller share of the usual calls of a minute does not count as known: its few records have a wrong clock. */
const strayShare = 0.05;

/**
 * Up to which minute the traffic of an hour and of those beside it is known, ms since 1970, by hour. What was called since may still be
 * called back.
 */
export const knownUntil = defineQuery<{ build: number }>()({
  name: 'newest minutes of hours',
  row: z.object({ hour: z.number(), known_until_ms: z.number() }),
  sql: `
SELECT toUnixTimestamp(hour) AS hour, 1000 * toUnixTimestamp(maxIf(minute, calls >= ${strayShare} * usual)) AS known_until_ms
FROM (
  SELECT minute, calls, hour, medianExact(calls) OVER (PARTITION BY hour) AS usual
  FROM (
    SELECT minute, sum(calls) AS calls, toStartOfHour(minute, 'UTC') + toIntervalHour(arrayJoin(range(${2 * reachHours + 1})) - ${reachHours}) AS hour
    FROM judge_minutes WHERE build = {build: UInt64}
    GROUP BY minute
  )
)
GROUP BY hour ORDER BY hour
SETTINGS prefer_column_name_to_alias = 1`,
});
