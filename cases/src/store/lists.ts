import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

/** What every list of casework takes. '' = any. */
type Wanted = {
  /** The list as it stood at this moment, ms since 1970. */
  readonly as_of: number;
  readonly limit: number;
};

/** More than any list has. */
export const noLimit = 1_000_000_000;

const asOf = 'as_of = fromUnixTimestamp64Milli({as_of: Int64})';
const moment = z.string().nullable();

export const listedCases = defineQuery<Wanted & { status: string; assignee: string }>()({
  name: 'list of cases',
  row: z.object({
    case_id: z.string(),
    status: z.string(),
    source: z.string(),
    title: z.string(),
    category: z.string(),
    campaign_id: z.string(),
    live: z.boolean(),
    assignee: z.string(),
    held: z.boolean(),
    opened_at: z.string(),
    closed_at: moment,
    outcome: z.string(),
    tracebacks: z.number(),
    ended: z.number(),
  }),
  sql: `
SELECT c.case_id AS case_id, toString(c.status) AS status, toString(c.source) AS source, c.title AS title, c.category AS category,
  c.campaign_id AS campaign_id, c.live AS live, c.assignee AS assignee, c.held AS held, c.opened_at AS opened_at,
  c.closed_at AS closed_at, c.outcome AS outcome, t.tracebacks AS tracebacks, t.ended AS ended
FROM (
  SELECT * FROM cases_as_of(${asOf})
  WHERE ({status: String} = '' OR toString(status) = {status: String})
    AND ({assignee: String} = '' OR assignee = {assignee: String})
  ORDER BY opened_at DESC, case_id LIMIT {limit: UInt32}
) AS c
LEFT JOIN (
  SELECT case_id, count() AS tracebacks, countIf(status = 'ended') AS ended FROM tracebacks_as_of(${asOf}) GROUP BY case_id
) AS t ON t.case_id = c.case_id
ORDER BY opened_at DESC, case_id`,
});

export const listedTracebacks = defineQuery<
  Wanted & { status: string; outcome: string; case_id: string; provider: string }
>()({
  name: 'list of tracebacks',
  row: z.object({
    traceback_id: z.string(),
    case_id: z.string(),
    status: z.string(),
    outcome: z.string(),
    provider: z.string(),
    country: z.string(),
    ask: z.string(),
    hops: z.number(),
    proven_hops: z.number(),
    call_time: z.string(),
    opened_at: z.string(),
    ended_at: moment,
    detail: z.string(),
  }),
  sql: `
SELECT traceback_id, case_id, toString(status) AS status, toString(outcome) AS outcome, provider, country, ask, hops, proven_hops,
  call_time, opened_at, ended_at, detail
FROM tracebacks_as_of(${asOf})
WHERE ({status: String} = '' OR toString(status) = {status: String})
  AND ({outcome: String} = '' OR toString(outcome) = {outcome: String})
  AND ({case_id: String} = '' OR case_id = {case_id: String})
  AND ({provider: String} = '' OR traceback_id IN (
    SELECT traceback_id FROM hops_as_of(${asOf}) WHERE provider = {provider: String}))
ORDER BY opened_at DESC, traceback_id LIMIT {limit: UInt32}`,
});

export const listedRequests = defineQuery<
  Wanted & { status: string; provider: string; traceback_id: string }
>()({
  name: 'list of requests',
  row: z.object({
    request_id: z.string(),
    traceback_id: z.string(),
    case_id: z.string(),
    provider: z.string(),
    status: z.string(),
    channel: z.string(),
    reminders: z.number(),
    drafted_at: z.string(),
    sent_at: moment,
    due_at: moment,
    answered_at: moment,
    answer_id: z.string(),
  }),
  sql: `
SELECT request_id, traceback_id, case_id, provider, toString(status) AS status, toString(channel) AS channel, reminders, drafted_at,
  sent_at, due_at, answered_at, answer_id
FROM requests_as_of(${asOf})
WHERE ({status: String} = '' OR toString(status) = {status: String})
  AND ({provider: String} = '' OR provider = {provider: String})
  AND ({traceback_id: String} = '' OR traceback_id = {traceback_id: String})
ORDER BY drafted_at DESC, request_id LIMIT {limit: UInt32}`,
});

export const listedActions = defineQuery<Wanted & { provider: string; case_id: string }>()({
  name: 'list of actions',
  row: z.object({
    action_id: z.string(),
    case_id: z.string(),
    traceback_id: z.string(),
    provider: z.string(),
    caller: z.string(),
    action: z.string(),
    taken_at: z.string().nullable(),
    recorded_at: z.string(),
    detail: z.string(),
  }),
  sql: `
SELECT action_id, case_id, traceback_id, provider, caller, toString(action) AS action, taken_at, recorded_at, detail
FROM actions_as_of(${asOf})
WHERE ({provider: String} = '' OR provider = {provider: String}) AND ({case_id: String} = '' OR case_id = {case_id: String})
ORDER BY taken_at DESC, action_id LIMIT {limit: UInt32}`,
});
