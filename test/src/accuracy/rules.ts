import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { truth } from './truth.ts';

const answered = 'answer_time IS NOT NULL';
const short = `${answered} AND dateDiff('millisecond', answer_time, end_time) <= 6000`;
const hour = "toStartOfHour(start_time, 'UTC')";

/** The legs of open candidates, with their campaign. */
export const suspected = `
  SELECT carrier, call_id, campaign_id FROM campaign_calls
  WHERE campaign_id IN (SELECT campaign_id FROM traceback_candidates WHERE status = 'open')`;
export const isSuspected = `(carrier, call_id) IN (SELECT carrier, call_id FROM (${suspected}))`;

/** A rule about a calling number in an hour, as a condition. Only the first leg of each call counts. */
const byNumber = (having: string, bucket = hour) => `
  (calling_number, ${bucket}) IN (
    SELECT calling_number, ${bucket} AS bucket
    FROM (
      SELECT calling_number, called_number, min(start_time) AS start_time, max(answer_time) AS answer_time, max(end_time) AS end_time
      FROM cdr WHERE calling_number != 0 GROUP BY calling_number, called_number, intDiv(toUnixTimestamp(cdr.start_time), 60)
    )
    GROUP BY calling_number, bucket HAVING ${having})`;

/** The rules that users would otherwise run, each as a condition on `cdr`. */
export const rules: Readonly<Record<string, string>> = {
  'number with 60 calls an hour': byNumber('count() >= 60'),
  'number with 20 calls an hour, over 15% of answered up to 6 s': byNumber(
    `count() >= 20 AND countIf(${short}) > 0.15 * countIf(${answered})`,
  ),
  'number with more than 5 calls a minute (OpenSIPS)': byNumber(
    'count() > 5',
    "toStartOfMinute(start_time, 'UTC')",
  ),
  'number with 20 calls in 60 minutes, each to another (robocalling trigger)': byNumber(
    'count() >= 20 AND uniqExact(called_number) >= 0.9 * count()',
  ),
  'upstream with over 15% of answered up to 6 s': `
  (carrier, upstream, ${hour}) IN (
    SELECT carrier, upstream, ${hour} AS bucket FROM cdr GROUP BY carrier, upstream, bucket
    HAVING countIf(${answered}) >= 20 AND countIf(${short}) > 0.15 * countIf(${answered}))`,
  Ringtrace: isSuspected,
};

const flagged = z.object({
  campaign: z.string(),
  legs: z.number(),
  flagged: z.number(),
  honest_numbers: z.number(),
});
export type Flagged = z.infer<typeof flagged>;

/**
 * For each campaign ('' = legitimate calls): its legs, the legs that a rule flags, and the flagged calling numbers that
 * are legitimate.
 */
export const flaggedBy = (store: Store, rule: string) =>
  store.query(
    defineQuery()({
      name: 'legs that a rule flags',
      row: flagged,
      sql: `
SELECT t.campaign AS campaign, count() AS legs, countIf(f) AS flagged,
  uniqExactIf(calling_number, f AND t.campaign = '' AND calling_number != 0) AS honest_numbers
FROM (SELECT carrier, call_id, calling_number, ${rule} AS f FROM cdr) AS c
LEFT JOIN ${truth.name} AS t ON t.carrier = c.carrier AND t.call_id = c.call_id
GROUP BY campaign ORDER BY campaign`,
    }),
    {},
  );
