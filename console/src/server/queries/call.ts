import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { isLegOfKeys, type LegKey, legKeyList } from './leg-keys.ts';

type Keys = { readonly keys: readonly LegKey[] };

/** Every column of these legs, at their highest revision. @public */
export const legsByKey = defineQuery<Keys>()({
  name: 'console: legs by key',
  lists: { keys: legKeyList },
  row: z.object({ start_ms: z.number(), carrier: z.string(), call_id: z.string() }).loose(),
  sql: `SELECT *, toUnixTimestamp64Milli(start_time) AS start_ms FROM cdr WHERE ${isLegOfKeys} ORDER BY start_time, carrier, call_id`,
});

/** Ids of the calls of a carrier's legs that began at one moment, ms since 1970. */
export const callIdsAt = defineQuery<{ carrier: string; start_ms: number }>()({
  name: 'console: ids of calls that began at a moment',
  row: z.object({ call_id: z.string() }),
  sql: 'SELECT call_id FROM cdr WHERE carrier = {carrier: String} AND start_time = fromUnixTimestamp64Milli({start_ms: Int64})',
});

const moment = (column: string) => `concat(replaceOne(toString(${column}), ' ', 'T'), 'Z')`;

/** Revisions of these legs that the store still has, the highest first; one that is withdrawn too. @public */
export const revisionsByKey = defineQuery<Keys>()({
  name: 'console: revisions by key',
  lists: { keys: legKeyList },
  row: z.object({
    carrier: z.string(),
    call_id: z.string(),
    start_ms: z.number(),
    revision: z.number(),
    withdrawn: z.boolean(),
    calling_number: z.number(),
    called_number: z.number(),
    upstream: z.string(),
    downstream: z.string(),
    sip_code: z.number(),
    answer_time: z.string().nullable(),
    end_time: z.string(),
  }),
  sql: `
SELECT toString(carrier) AS carrier, call_id, toUnixTimestamp64Milli(start_time) AS start_ms, revision, withdrawn, calling_number, called_number,
  toString(upstream) AS upstream, toString(downstream) AS downstream, sip_code,
  if(answer_time IS NULL, NULL, ${moment('assumeNotNull(answer_time)')}) AS answer_time, ${moment('end_time')} AS end_time
FROM cdr_store WHERE ${isLegOfKeys}
ORDER BY start_ms, carrier, call_id, ver DESC
LIMIT 1 BY start_ms, carrier, call_id, ver`,
});

/** A message that may hold the record of a leg. */
export const messageOfLeg = z.object({
  carrier: z.string(),
  call_id: z.string(),
  start_ms: z.number(),
  topic: z.string(),
  partition: z.number(),
  offset: z.number(),
  batch_id: z.string(),
  source: z.string(),
  sequence: z.number(),
  received_at: z.iso.datetime(),
  records: z.number(),
  dead: z.number(),
});

/**
 * Messages that may hold the records of these legs: those of the carrier's topic with records of their time. The store does not
 * keep which message a leg came from. @public
 */
export const messagesByKey = defineQuery<Keys>()({
  name: 'console: messages of legs',
  lists: { keys: legKeyList },
  row: messageOfLeg,
  sql: `
SELECT k.carrier AS carrier, k.call_id AS call_id, k.start_ms AS start_ms, toString(b.topic) AS topic, b.partition AS partition, b.offset AS offset,
  b.batch_id AS batch_id, toString(b.source) AS source, b.sequence AS sequence, ${moment('b.received_at')} AS received_at,
  b.records AS records, b.dead AS dead
FROM (
  SELECT * FROM batches FINAL WHERE topic IN (SELECT concat('cdr.', carrier) FROM keys)
    AND last_start >= fromUnixTimestamp64Milli((SELECT min(start_ms) FROM keys))
    AND first_start <= fromUnixTimestamp64Milli((SELECT max(start_ms) FROM keys))
) AS b INNER JOIN keys AS k ON b.carrier = k.carrier
WHERE fromUnixTimestamp64Milli(k.start_ms) BETWEEN b.first_start AND b.last_start
ORDER BY start_ms, carrier, call_id, received_at`,
});

/** Hours that detection may have judged a call in: that of its first leg, whose clock may differ. */
const hoursAround = `hour BETWEEN toStartOfHour(fromUnixTimestamp64Milli((SELECT min(start_ms) FROM keys)) - 60)
  AND toStartOfHour(fromUnixTimestamp64Milli((SELECT max(start_ms) FROM keys)) + 60)`;

/** Campaigns that hold these legs, with their candidates. @public */
export const campaignsByKey = defineQuery<Keys>()({
  name: 'console: campaigns of legs',
  lists: { keys: legKeyList },
  row: z.object({
    campaign_id: z.string(),
    legs: z.number(),
    candidate_id: z.string(),
    status: z.string(),
    calls: z.number(),
    score: z.number(),
  }),
  sql: `
SELECT m.campaign_id AS campaign_id, m.legs AS legs, ifNull(t.candidate_id, '') AS candidate_id, ifNull(toString(t.status), '') AS status,
  ifNull(c.calls, 0) AS calls, ifNull(c.score, 0) AS score
FROM (
  SELECT campaign_id, uniqExact(carrier, start_time, call_id) AS legs FROM campaign_calls
  WHERE ${hoursAround} AND ${isLegOfKeys}
  GROUP BY campaign_id
) AS m
LEFT JOIN campaigns AS c ON c.campaign_id = m.campaign_id
LEFT JOIN traceback_candidates AS t ON t.campaign_id = m.campaign_id
ORDER BY calls DESC`,
});
