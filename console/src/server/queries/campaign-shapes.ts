import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { type CampaignHours, campaignRecords } from './campaign-legs.ts';

/** Kinds of calls that are traced. The rest are counted and not traced. */
const mostShapes = 200;

/**
 * Calls of a campaign by what their legs say of the hand-overs: each carrier with the providers it names before and after itself.
 * Calls that say the same took the same way. `calling`, `called` and `time` name one of them, by the smallest key.
 */
export const callShapes = defineQuery<CampaignHours>()({
  name: 'ways of the calls of a campaign',
  row: z.object({
    calls: z.number(),
    calling: z.number(),
    called: z.number(),
    time: z.number().describe('start of the call, ms since 1970'),
    all_calls: z.number().describe('of all shapes'),
    shapes: z.number().describe('distinct shapes'),
  }),
  sql: `
SELECT count() AS calls, argMin(calling, call_key) AS calling, argMin(called, call_key) AS called, argMin(time, call_key) AS time,
  sum(calls) OVER () AS all_calls, count() OVER () AS shapes
FROM (
  SELECT call_key, arraySort(groupArray((carrier, up, down, abroad))) AS shape,
    any(from) AS calling, any(to) AS called, min(start_ms) AS time
  FROM ${campaignRecords(`toString(carrier) AS carrier, ifNull(toString(upstream), '') AS up, ifNull(toString(downstream), '') AS down,
      ifNull(toString(ingress_country), '') AS abroad, calling_number AS from, called_number AS to,
      toUnixTimestamp64Milli(start_time) AS start_ms`)}
  GROUP BY call_key
)
GROUP BY shape ORDER BY calls DESC, time LIMIT ${mostShapes}`,
});
