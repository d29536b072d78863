import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { hourS } from '@ringtrace/schemas/durations';
import { z } from 'zod';
import { type LegKey, legKeyOf, listedLeg } from '../trace/leg-key.ts';
import type { TraceRequest } from '../trace/trace.ts';
import { candidateEvidence } from './evidence.ts';
import { requestOf } from './judged-legs.ts';
import { type ExampleLeg, sampledCalls, storedLegs } from './queries.ts';

/** Candidates whose campaigns have calls between two moments, s since 1970, with what they cite. */
const candidatesAround = defineQuery<{ first: number; last: number }>()({
  name: 'candidates with calls around',
  row: z.object({
    candidate_id: z.string(),
    campaign_id: z.string(),
    calling_number: z.number(),
    called_number: z.number(),
    start_ms: z.number(),
    evidence: z.string(),
    first: z.number(),
    last: z.number(),
  }),
  sql: `
SELECT c.candidate_id AS candidate_id, c.campaign_id AS campaign_id, c.calling_number AS calling_number,
  c.called_number AS called_number, toUnixTimestamp64Milli(c.call_time) AS start_ms, c.evidence AS evidence,
  toUnixTimestamp(toStartOfHour(g.first_seen, 'UTC')) - ${hourS} AS first, toUnixTimestamp(g.last_seen) AS last
FROM (SELECT * FROM traceback_candidates_store FINAL) AS c
INNER JOIN (SELECT campaign_id, first_seen, last_seen FROM campaigns_store FINAL) AS g ON g.campaign_id = c.campaign_id
WHERE g.first_seen < fromUnixTimestamp64Second({last: Int64}, 'UTC')
  AND g.last_seen >= fromUnixTimestamp64Second({first: Int64}, 'UTC')
ORDER BY candidate_id`,
});

type CandidateAround = z.infer<typeof candidatesAround.row>;

/** What a candidate cites between two moments. */
export interface Cited {
  readonly candidate_id: string;
  readonly legs: readonly LegKey[];
  /** Calls that it shows with their path. */
  readonly calls: readonly TraceRequest[];
}

/** From one moment until before another, s since 1970. */
interface Between {
  readonly first: number;
  readonly last: number;
}

/**
 * What each candidate cites of the calls between two moments. These are its own call, the example legs and paths of
 * its evidence, and the sample of its campaign's calls that are traced.
 */
export async function citedByCandidates(store: Store, between: Between): Promise<Cited[]> {
  const { first, last } = between;
  const cited: Cited[] = [];
  for (const candidate of await store.query(candidatesAround, { first, last }))
    cited.push(await citedBy(store, candidate, between));
  return cited;
}

async function citedBy(store: Store, candidate: CandidateAround, { first, last }: Between): Promise<Cited> {
  const isBetween = (ms: number) => ms >= first * 1_000 && ms < last * 1_000;
  const { examples, paths } = candidateEvidence.parse(JSON.parse(candidate.evidence));
  const sampled = (await store.query(sampledCalls, ofCampaign(candidate))).filter(({ start_ms }) =>
    isBetween(start_ms),
  );
  const stored: readonly ExampleLeg[] =
    sampled.length === 0 ? [] : await store.query(storedLegs, { first, last, asked: sampled.map(listedLeg) });
  const shown = paths.map(({ time, ...numbers }) => ({ ...numbers, start_ms: Date.parse(time) }));
  const legs = [
    ...sampled,
    ...examples.map(({ start_time, ...leg }) => ({ ...leg, start_ms: Date.parse(start_time) })),
  ];
  return {
    candidate_id: candidate.candidate_id,
    legs: legs.map(legKeyOf).filter(({ start_ms }) => isBetween(start_ms)),
    calls: [candidate, ...shown, ...stored].map(requestOf).filter(({ time }) => isBetween(time)),
  };
}

const ofCampaign = ({ campaign_id, first, last }: CandidateAround) => ({
  some_campaigns: [campaign_id],
  first,
  last,
});
