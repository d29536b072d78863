import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { keptCalls, type Stage } from './kept-calls.ts';

/**
 * Providers that are claimed to be an origin, and hand on more calls of others than start at them. Where such a provider looks like the
 * origin, the leg before it is missing. Calls of many origins meet there.
 */
export const transits = defineQuery<Stage>()({
  name: 'transits of hours',
  row: z.object({ hour: z.number(), provider: z.string() }),
  sql: `
SELECT toUnixTimestamp(hour) AS hour, provider
FROM (
  SELECT hour, toString(claimed_origin) AS provider, 0 AS through, 1 AS from FROM ${keptCalls()}
  WHERE claimed_origin != ''
  UNION ALL
  SELECT hour, arrayJoin(via) AS provider, 1 AS through, 0 AS from FROM ${keptCalls()}
)
GROUP BY hour, provider HAVING sum(from) > 0 AND sum(through) > sum(from)
ORDER BY hour, provider
SETTINGS prefer_column_name_to_alias = 1`,
});
