import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { isoTimes } from './times.ts';

/**
 * Parameters: `ids` are joined by commas, which no provider id holds: the provider and its aliases. `as_of` in ms since 1970.
 */
type Of = { ids: string; as_of: number };
const among = (column: string) => `toString(${column}) IN splitByChar(',', {ids: String})`;
const asOf = (view: string) => `${view}_as_of(as_of = fromUnixTimestamp64Milli({as_of: Int64}))`;

/** More than these nobody reads; the list of requests has all. */
const mostRows = 1_000;
const maybe = z.iso.datetime().nullable();

/** A request to a provider, with what became of it. */
export const requestToProvider = z.object({
  request_id: z.string(),
  traceback_id: z.string(),
  case_id: z.string(),
  status: z.string(),
  position: z.number(),
  named_by: z.string(),
  sent_at: maybe,
  due_at: maybe,
  answered_at: maybe,
  answer: z.string(),
  agreement: z.string(),
});

const requests = defineQuery<Of>()({
  name: 'console: requests to a provider',
  sql: `
SELECT request_id, traceback_id, case_id, toString(q.status) AS status, position, toString(named_by) AS named_by, sent_at, due_at, answered_at,
  a.kind AS answer, a.agreement AS agreement, count() OVER () AS total
FROM ${asOf('requests')} AS q
LEFT JOIN (SELECT answer_id, toString(kind) AS kind, toString(agreement) AS agreement FROM ${asOf('answers')}) AS a ON a.answer_id = q.answer_id
WHERE ${among('provider')} AND status NOT IN ('draft', 'approved')
ORDER BY sent_at DESC, request_id
LIMIT ${mostRows}`,
  row: requestToProvider.extend({ total: z.number() }),
});
export const readRequests = (store: Store, of: Of) => store.query(requests, of, isoTimes);

/** Campaigns of which records prove the provider as origin, or in which it is only named as the furthest one. */
const campaigns = defineQuery<{ ids: string; proven_only: number }>()({
  name: 'console: campaigns of a provider as origin',
  sql: `
SELECT campaign_id, toString(status) AS status, first_seen, last_seen, calls, score, ${among('origin_provider')} AS proven, count() OVER () AS total
FROM campaigns
WHERE status != 'merged' AND (${among('origin_provider')} OR ({proven_only: UInt8} = 0 AND origin_provider IS NULL AND ${among('claimed_origin')}))
ORDER BY proven DESC, last_seen DESC, campaign_id
LIMIT ${mostRows}`,
  row: z.object({
    campaign_id: z.string(),
    status: z.string(),
    first_seen: z.iso.datetime(),
    last_seen: z.iso.datetime(),
    calls: z.number(),
    score: z.number(),
    proven: z.union([z.boolean(), z.number()]).transform(Boolean),
    total: z.number(),
  }),
});
export const readOriginCampaigns = (store: Store, params: { ids: string; proven_only: number }) =>
  store.query(campaigns, params, isoTimes);

/** Legs of each measured day, by role, as they were measured last before a moment. */
const days = defineQuery<Of>()({
  name: 'console: days of a provider',
  sql: `
SELECT day, toString(role) AS role, sum(legs) AS legs, sum(suspicious_legs) AS suspicious_legs
FROM ${asOf('provider_days')}
WHERE ${among('provider')}
GROUP BY day, role ORDER BY day, role`,
  row: z.object({
    day: z.iso.datetime(),
    role: z.string(),
    legs: z.number(),
    suspicious_legs: z.number(),
  }),
});
export const readDays = (store: Store, of: Of) => store.query(days, of, isoTimes);

const beginning = defineQuery()({
  name: 'console: when figures of providers begin',
  sql: `
SELECT toUnixTimestamp64Milli(min(at)) AS at, count() AS known
FROM (SELECT min(measured_at) AS at FROM measured_days HAVING count() > 0 UNION ALL SELECT min(at) FROM case_events_store HAVING count() > 0)`,
  row: z.object({ at: z.number(), known: z.number() }),
});

/** ms since 1970; undefined = there are none. */
export async function readBeginning(store: Store): Promise<number | undefined> {
  const [found] = await store.query(beginning, {});
  return found === undefined || found.known === 0 ? undefined : found.at;
}
