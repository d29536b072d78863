import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { type Question, type QuestionKind, questionsOf } from './questions.ts';

const time = z.string();
const signed = z.object({
  signer: z.string(),
  attestation: z.enum(['A', 'B', 'C']),
  origin: z.string(),
  providers: z.array(z.string()),
  dno: z.boolean(),
  impossible: z.boolean(),
  other_holder: z.boolean(),
  identity_fault: z.string(),
});
const measured = signed.extend({
  calls: z.number(),
  campaign_id: z.string(),
  example_carrier: z.string(),
  example_call_id: z.string(),
  example_time: time,
});

/** Over the columns of a leg: whether its calling number is nobody's. */
export const numberOfNobody = "(NOT calling_valid OR ifNull(toString(calling_assigned), '') = 'unassigned')";

const columns = Object.keys(signed.shape).join(', ');
const examples = ['campaign_id', 'example_carrier', 'example_call_id', 'example_time'] as const;

/** Signed calls of campaigns in days of a period, as they were measured up to a moment. */
export const signedCalls = defineQuery<{ from: string; to: string; as_of: string }>()({
  name: 'signed calls of campaigns',
  sql: `SELECT ${columns}, sum(calls) AS calls, ${examples.map((name) => `argMin(s.${name}, s.example_time) AS ${name}`).join(', ')}
FROM signed_days_as_of(as_of = {as_of:DateTime64(3, 'UTC')}) AS s
WHERE attestation != '' AND day >= {from:DateTime64(3, 'UTC')} AND day < {to:DateTime64(3, 'UTC')}
GROUP BY ${columns} ORDER BY calls DESC, signer`,
  row: measured,
});

/** A question with the campaign calls that raise it. */
export interface FoundQuestion extends Question {
  readonly calls: number;
  /** A leg that shows it. */
  readonly example: {
    readonly campaign_id: string;
    readonly carrier: string;
    readonly call_id: string;
    readonly start_time: string;
  };
}

/** Times as ClickHouse takes them as parameters. */
interface Period {
  readonly from: string;
  readonly to: string;
  readonly as_of: string;
}

/** The questions that campaign calls of a period raise, one for each signer, kind and wording; most calls first. */
export async function questionsFound(
  store: Store,
  period: Period,
  resolve: (id: string) => string,
): Promise<FoundQuestion[]> {
  const found = new Map<string, FoundQuestion>();
  for (const row of await store.query(signedCalls, { ...period })) {
    const example = {
      campaign_id: row.campaign_id,
      carrier: row.example_carrier,
      call_id: row.example_call_id,
      start_time: row.example_time,
    };
    for (const question of questionsOf(row, resolve)) {
      const before = found.get(question.text);
      found.set(question.text, { example, ...before, ...question, calls: (before?.calls ?? 0) + row.calls });
    }
  }
  return [...found.values()].toSorted((a, b) => b.calls - a.calls || (a.text < b.text ? -1 : 1));
}

type TracedCall = { calling_number: number; called_number: number; call_time: number; window_s: number };

/** What the legs of one call say of its signatures. */
const signaturesOfCall = defineQuery<TracedCall>()({
  name: 'signatures of a call',
  sql: `
WITH legs AS (
  SELECT carrier, ifNull(toString(upstream), '') AS up, ifNull(toString(downstream), '') AS down, ifNull(toString(signer), '') AS signer,
    ifNull(toString(attestation), '') AS attestation, dno, ${numberOfNobody} AS impossible,
    improper_attestation AND NOT impossible AS other_holder, ifNull(toString(identity_fault), '') AS identity_fault
  FROM cdr
  WHERE start_time >= fromUnixTimestamp64Milli({call_time:Int64} - 1000 * toInt64({window_s:UInt32}), 'UTC')
    AND start_time <= fromUnixTimestamp64Milli({call_time:Int64} + 1000 * toInt64({window_s:UInt32}), 'UTC')
    AND calling_number = {calling_number:UInt64} AND called_number = {called_number:UInt64}
)
SELECT DISTINCT signer, attestation, dno, impossible, other_holder, identity_fault,
  (SELECT if(uniqExactIf(carrier, up = carrier) = 1, toString(anyIf(carrier, up = carrier)), '') FROM legs) AS origin,
  (SELECT arraySort(arrayFilter(name -> name != '', groupUniqArrayArray([toString(carrier), up, down]))) FROM legs) AS providers
FROM legs WHERE signer != '' AND attestation != ''
ORDER BY ALL`,
  row: signed,
});

/** The questions that the records of one call raise. */
export async function questionsOfCall(
  store: Store,
  call: TracedCall,
  resolve: (id: string) => string,
): Promise<Question[]> {
  const rows = await store.query(signaturesOfCall, { ...call });
  const all = rows.flatMap((row) => questionsOf(row, resolve));
  return [...new Map(all.map((question) => [question.text, question])).values()];
}

/** How many calls raise a question of each kind about each signer. */
export function countsOfQuestions(
  found: readonly FoundQuestion[],
): { readonly signer: string; readonly kind: QuestionKind; readonly calls: number }[] {
  const counts = new Map<string, { signer: string; kind: QuestionKind; calls: number }>();
  for (const { signer, kind, calls } of found) {
    const key = JSON.stringify([signer, kind]);
    counts.set(key, { signer, kind, calls: (counts.get(key)?.calls ?? 0) + calls });
  }
  return [...counts.values()].toSorted((a, b) => b.calls - a.calls);
}
