import { z } from 'zod';
import type { Home } from '../e2e/ringtrace.ts';

/**
 * What an upgrade must keep, one question each. The release that makes a store answers them, and so does the release
 * that opens the store later: a question names only columns that every release has.
 */
const questions = {
  cdr: `
    SELECT carrier, count() AS records, sum(cityHash64(toString((call_id, start_time, answer_time, end_time, revision,
      calling_number, called_number, upstream, downstream, ingress_trunk, customer, sip_code, attestation, dno)))) AS content
    FROM cdr GROUP BY carrier ORDER BY carrier`,
  dead_letters: `
    SELECT carrier, reason, field, status, count() AS letters, sum(cityHash64(original)) AS content
    FROM dead_letters FINAL GROUP BY carrier, reason, field, status ORDER BY carrier, reason, field, status`,
  batches: `
    SELECT carrier, count() AS batches, sum(records), sum(accepted), sum(dead), sum(cityHash64(batch_id)) AS content
    FROM batches FINAL GROUP BY carrier ORDER BY carrier`,
  source_minutes: `
    SELECT carrier, sum(legs), sum(answered), sum(short_answered), sum(duration_s)
    FROM source_minutes GROUP BY carrier ORDER BY carrier`,
  campaigns: 'SELECT campaign_id, status, calls, legs FROM campaigns ORDER BY campaign_id',
  campaign_calls: `
    SELECT campaign_id, count() AS legs, sum(cityHash64(carrier, call_id, start_time)) AS content
    FROM campaign_calls GROUP BY campaign_id ORDER BY campaign_id`,
  candidates: `
    SELECT candidate_id, status, calling_number, called_number, call_time, origin_provider,
      cityHash64(evidence) AS content
    FROM traceback_candidates ORDER BY candidate_id`,
  reference_versions: `
    SELECT kind, version, digest, valid_from, source, entries FROM reference_versions FINAL ORDER BY version`,
  feed_schemas: 'SELECT name, cityHash64(schema) FROM feed_schemas FINAL ORDER BY name',
} as const;

/** The answers of a running instance, as rows of tab-separated text under each question's name. */
export async function contentsOf(home: Home): Promise<Record<string, string[]>> {
  const answers: Record<string, string[]> = {};
  for (const [name, sql] of Object.entries(questions)) answers[name] = await home.rows(sql);
  return answers;
}

/** One row of the ledger of migrations. */
export const appliedMigration = z.object({ id: z.number(), name: z.string(), checksum: z.string() });
type AppliedMigration = z.infer<typeof appliedMigration>;

/** What the ledger of a running instance says, in order. */
export async function migrationsOf(home: Home): Promise<AppliedMigration[]> {
  const sql = 'SELECT id, name, checksum FROM migrations FINAL ORDER BY id';
  const rows = (await home.ok(['sql', sql, '--format', 'JSONEachRow'])).trimEnd().split('\n');
  return rows.map((row) => appliedMigration.parse(JSON.parse(row)));
}
