import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { candidateStatuses, pathRoles } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';
import { candidateEvidence } from './evidence.ts';

const summaryRow = z.object({
  candidate_id: z.string(),
  campaign_id: z.string(),
  status: z.enum(candidateStatuses),
  opened_at: z.string().nullable(),
  event_time: z.string(),
  calling_number: z.number(),
  called_number: z.number(),
  call_time: z.string(),
  terminating_carrier: z.string().nullable(),
  origin_provider: z.string().nullable(),
  claimed_origin: z.string().nullable(),
  entry_provider: z.string().nullable(),
  next_provider_to_ask: z.string().nullable(),
  path: z.array(z.object({ provider: z.string(), role: z.enum(pathRoles), reported: z.boolean() })),
  revision: z.number(),
  evidence: z.string().transform((text) => candidateEvidence.parse(JSON.parse(text))),
});
export type Candidate = z.infer<typeof summaryRow>;

/** Which candidates to list. */
export type CandidateFilter = {
  /** '' = any status. */
  readonly status: string;
  /** Only candidates with an event time from this moment on, ms since 1970. */
  readonly since: number;
  readonly limit: number;
};

export const everyCandidate: CandidateFilter = { status: '', since: 0, limit: 1_000_000_000 };

/** Candidates as analysts see them, newest first. */
const candidates = defineQuery<CandidateFilter>()({
  name: 'candidates',
  row: summaryRow,
  sql: `SELECT * FROM traceback_candidates
    WHERE ({status: String} = '' OR status = {status: String})
      AND toUnixTimestamp64Milli(event_time) >= {since: Int64}
    ORDER BY event_time DESC, candidate_id
    LIMIT {limit: UInt32}`,
});

/** One candidate, by its id or that of its campaign. Found by the sorting key: the evidence of all others is not read. */
const candidateById = defineQuery<{ id: string }>()({
  name: 'a candidate',
  row: summaryRow,
  sql: `SELECT * FROM traceback_candidates
    WHERE candidate_id IN (
      SELECT candidate_id FROM traceback_candidates_store WHERE candidate_id = {id: String} OR campaign_id = {id: String})
    ORDER BY event_time DESC, candidate_id
    LIMIT 1`,
});

export const listCandidates = (store: Store, filter: CandidateFilter = everyCandidate) =>
  store.query(candidates, filter);

export async function findCandidate(store: Store, id: string): Promise<Candidate | undefined> {
  return (await store.query(candidateById, { id }))[0];
}
