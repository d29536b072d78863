import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { suspected } from './rules.ts';
import { truth } from './truth.ts';

const accused = z.object({ kind: z.string(), campaigns: z.number() });
export type Accused = z.infer<typeof accused>;

/** Open candidates that are mostly of honest calls, by who made these; '' = legs without a label. */
export const accusedCallers = (store: Store) =>
  store.query(
    defineQuery()({
      name: 'legitimate callers of many that are accused',
      row: accused,
      sql: `
SELECT kind, count() AS campaigns
FROM (
  SELECT campaign_id, argMax(kind, legs) AS kind, argMax(campaign, legs) AS campaign
  FROM (
    SELECT s.campaign_id AS campaign_id, t.kind AS kind, t.campaign AS campaign, count() AS legs
    FROM (${suspected}) AS s LEFT JOIN ${truth.name} AS t ON t.carrier = s.carrier AND t.call_id = s.call_id
    GROUP BY campaign_id, kind, campaign
  )
  GROUP BY campaign_id
)
WHERE campaign = '' GROUP BY kind ORDER BY kind
SETTINGS prefer_column_name_to_alias = 1`,
    }),
    {},
  );
