import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

const statementCost = z.object({
  /** Who asked; merges: nobody, the engine merges parts of a table. */
  worker: z.enum(['detect', 'ingest', 'other', 'merges']),
  /** The statement's own name, or what is done to which table. */
  step: z.string(),
  runs: z.number(),
  cpu_s: z.number(),
  rows: z.number(),
  peak_mb: z.number(),
});
export type StatementCost = z.infer<typeof statementCost>;

/** Statements of ours that change a table carry no name. */
const stepOf = `multiIf(log_comment != '', log_comment,
    extract(query, '^\\\\s*INSERT INTO (\\\\w+)') != '', concat('insert into ', extract(query, '^\\\\s*INSERT INTO (\\\\w+)')),
    extract(query, '^\\\\s*ALTER TABLE (\\\\w+)') != '', concat('alter ', extract(query, '^\\\\s*ALTER TABLE (\\\\w+)')),
    'other')`;

const isBetween =
  'event_time_microseconds BETWEEN fromUnixTimestamp64Milli({from: Int64}) AND fromUnixTimestamp64Milli({to: Int64})';

const between = defineQuery<{ from: number; to: number }>()({
  name: 'cost of statements',
  row: statementCost,
  sql: `
SELECT *
FROM (
SELECT multiIf(http_user_agent LIKE 'ringtrace-detect%', 'detect', http_user_agent LIKE 'ringtrace-ingest%', 'ingest', 'other') AS worker,
  ${stepOf} AS step, count() AS runs,
  sum(ProfileEvents['OSCPUVirtualTimeMicroseconds']) / 1e6 AS cpu_s, sum(read_rows) AS rows,
  max(memory_usage) / 1048576 AS peak_mb
FROM system.query_log
WHERE type != 'QueryStart' AND is_initial_query AND ${isBetween}
GROUP BY worker, step
UNION ALL
SELECT 'merges' AS worker, concat('merges of ', table) AS step, count() AS runs,
  sum(ProfileEvents['OSCPUVirtualTimeMicroseconds']) / 1e6 AS cpu_s, sum(rows) AS rows,
  max(peak_memory_usage) / 1048576 AS peak_mb
FROM system.part_log
WHERE event_type = 'MergeParts' AND ${isBetween}
GROUP BY worker, step
)
ORDER BY cpu_s DESC`,
});

/** What each statement cost the engine from one moment to another (ms since 1970), the dearest first. Needs the engine's query log. */
export async function statementsBetween(store: Store, from: number, to: number): Promise<StatementCost[]> {
  await store.command('SYSTEM FLUSH LOGS');
  return store.query(between, { from: Math.floor(from), to: Math.ceil(to) });
}

export const cpuOf = (costs: readonly StatementCost[], worker: StatementCost['worker']) =>
  costs.filter((cost) => cost.worker === worker).reduce((sum, { cpu_s }) => sum + cpu_s, 0);
