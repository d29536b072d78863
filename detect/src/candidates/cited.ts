import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import type { LegKey } from '../trace/leg-key.ts';
import type { TraceRequest } from '../trace/trace.ts';
import { candidateEvidence } from './evidence.ts';
import { sampledCalls, storedLegs } from './queries.ts';

/** Candidates whose campaigns have calls between two moments, s since 1970, with what they cite. */
const candidatesAround = defineQuery<{ first: number; last: number }>()({
  name: 'candidates with calls around',
  row: z.object({
    candidate_id: z.string(),
    campaign_id: z.string(),
    calling_number: z.number(),
    called_number: z.number(),
    call_ms: z.number(),
    evidence: z.string(),
    first: z.number(),
    last: z.number(),
  }),
  sql: `
SELECT c.candidate_id AS candidate_id, c.campaign_id AS campaign_id, c.calling_number AS calling_number,
  c.called_number AS called_number, toUnixTimestamp64Milli(c.call_time) AS call_ms, c.evidence AS evidence,
  toUnixTimestamp(toStartOfHour(g.first_seen, 'UTC')) - 3600 AS first, toUnixTimestamp(g.last_seen) AS last
FROM (SELECT * FROM traceback_candidates_store FINAL) AS c
INNER JOIN (SELECT campaign_id, first_seen, last_seen FROM campaigns_store FINAL) AS g ON g.campaign_id = c.campaign_id
WHERE g.first_seen < fromUnixTimestamp64Second({last: Int64}, 'UTC') AND g.last_seen >= fromUnixTimestamp64Second({first: Int64}, 'UTC')
ORDER BY candidate_id`,
});

/** What a candidate cites between two moments. */
export interface Cited {
  readonly candidate_id: string;
  readonly legs: readonly LegKey[];
  /** Calls that it shows with their path. */
  readonly calls: readonly TraceRequest[];
}

/**
 * What each candidate cites of the calls between two moments, s since 1970. These are its own call, the example legs and paths of its
 * evidence, and the sample of its campaign's calls that are traced.
 */
export async function citedByCandidates(
  store: Store,
  { first, last }: { first: number; last: number },
): Promise<Cited[]> {
  const isWithin = (ms: number) => ms >= first * 1_000 && ms < last * 1_000;
  const found = await store.query(candidatesAround, { first, last });
  const cited: Cited[] = [];
  for (const one of found) {
    const sampled = (
      await store.query(sampledCalls, { some_campaigns: [one.campaign_id], first: one.first, last: one.last })
    ).filter(({ start_ms }) => isWithin(start_ms));
    const stored = await store.query(storedLegs, {
      first,
      last,
      asked: sampled.map(({ carrier, start_ms, call_id }) => ({ carrier, start_time: start_ms, call_id })),
    });
    const { examples, paths } = candidateEvidence.parse(JSON.parse(one.evidence));
    const request = (calling: number, called: number, time: number): TraceRequest => ({
      calling,
      called,
      time,
    });
    const calls = [
      request(one.calling_number, one.called_number, one.call_ms),
      ...paths.map((path) => request(path.calling_number, path.called_number, Date.parse(path.time))),
      ...stored.map((leg) => request(leg.calling_number, leg.called_number, leg.start_ms)),
    ].filter(({ time }) => isWithin(time));
    const legs = [
      ...sampled.map(({ carrier, start_ms, call_id }) => ({ carrier, start_ms, call_id })),
      ...examples.map(({ carrier, call_id, start_time }) => ({
        carrier,
        call_id,
        start_ms: Date.parse(start_time),
      })),
    ].filter(({ start_ms }) => isWithin(start_ms));
    cited.push({ candidate_id: one.candidate_id, legs, calls });
  }
  return cited;
}
