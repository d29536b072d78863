import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

/** The version in force of each kind that was ever loaded. */
export const versionsInForce = defineQuery()({
  name: 'reference versions in force',
  sql: `SELECT kind, max(version) AS in_force, argMax(digest, (version, loaded_at)) AS content
    FROM reference_versions FINAL GROUP BY kind ORDER BY kind`,
  row: z.object({ kind: z.string(), in_force: z.number(), content: z.string() }),
});
