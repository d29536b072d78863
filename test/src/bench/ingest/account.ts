import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import type { Fed } from './fill.ts';

const number = z.number();
const account = defineQuery()({
  name: 'account of a run',
  sql: `SELECT (SELECT count() FROM cdr) AS stored, (SELECT count() FROM dead_letters FINAL) AS dead`,
  row: z.object({ stored: number, dead: number }),
});

const inRollup = defineQuery()({
  name: 'CDRs in a rollup',
  sql: 'SELECT sum(legs) AS legs FROM source_minutes',
  row: z.object({ legs: number }),
});

const answers = defineQuery()({
  name: 'answers after a run',
  sql: `SELECT *, (SELECT count() FROM busy_numbers) AS busy, (SELECT sum(legs) FROM busy_numbers) AS busy_legs
    FROM (
      SELECT sum(calling_number % 10007) AS callers, sum(called_number % 10007) AS called, countIf(called_valid) AS valid,
        sum(length(calling_number_raw)) AS caller_texts, sum(cityHash64(called_number_raw) % 1009) AS called_texts,
        countIf(neighbor_spoof) AS neighbors, countIf(upstream_rmd = 'listed') AS listed, count(signer) AS signed,
        sum(cityHash64(origid) % 1009) AS origids,
        sum(cityHash64(call_id, ifNull(customer, ''), ifNull(toString(attestation), ''), sip_code) % 1009) AS ids
      FROM cdr) AS rows,
    (SELECT sum(answered) AS answered, sum(short_answered) AS short_answered, sum(duration_s) AS duration_s,
      sum(arraySum(duration_counts)) AS timed FROM source_minutes) AS minutes`,
  row: z.record(z.string(), number),
});

/** What the tables of a run contain, by some counts and sums. All variants must have the same. */
export type Answers = Readonly<Record<string, number>>;

/** Throws where a CDR was lost or stored twice. Such a run is no result. */
type Sent = Pick<Fed, 'cdrs' | 'bad'>;

/** Throws where a CDR was lost or stored twice: such a run is no result. */
export async function checkStored(store: Store, fed: Sent): Promise<void> {
  const [seen] = await store.query(account, {});
  const good = fed.cdrs - fed.bad;
  if (seen?.stored !== good || seen.dead !== fed.bad)
    throw new Error(
      `fed ${good} good and ${fed.bad} bad CDRs; found ${seen?.stored} in cdr, ${seen?.dead} dead letters`,
    );
}

/** The same where rollups are complete; returns what the tables answer. */
export async function checkAccount(store: Store, fed: Fed): Promise<Answers> {
  await checkStored(store, fed);
  const [rollup] = await store.query(inRollup, {});
  const good = fed.cdrs - fed.bad;
  if (rollup?.legs !== good)
    throw new Error(`fed ${good} good CDRs; found ${rollup?.legs} in source_minutes`);
  const [said] = await store.query(answers, {});
  return said ?? {};
}

/** Throws where two variants have different contents. Then they have not done the same work. */
export function checkSame(name: string, said: Answers, expected: Answers): void {
  for (const [question, answer] of Object.entries(expected)) {
    if (said[question] !== answer)
      throw new Error(`${name} answers '${question}' with ${said[question]}, others with ${answer}`);
  }
}
