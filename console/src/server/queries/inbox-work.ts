import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import type { InboxFilters } from './inbox-candidates.ts';

/** Things of casework that wait for a person. */
export const workKinds = ['undelivered', 'overdue', 'contradicted', 'draft', 'stuck', 'due', 'case'] as const;

/** Times in ms since 1970. */
type Clock = { readonly now: number; readonly soon: number; readonly unsent: number };

const atMs = (name: string) => `fromUnixTimestamp64Milli({${name}: Int64})`;

/** Statuses of requests to which an answer is awaited. */
const out = "('sent', 'delivered', 'acknowledged')";
/** Statuses of requests that are under way. */
const underWay = "('draft', 'approved', 'sent', 'delivered', 'bounced', 'acknowledged', 'overdue')";

/** Columns of every kind: since when it waits, what it is about, and whom. */
const requests = `
  SELECT multiIf(
      status = 'bounced', 'undelivered',
      status = 'approved' AND approved_at < ${atMs('unsent')}, 'undelivered',
      status = 'overdue' OR (status IN ${out} AND due_at < ${atMs('now')}), 'overdue',
      status = 'draft', 'draft',
      status IN ${out} AND due_at < ${atMs('soon')}, 'due', '') AS kind,
    request_id AS id, case_id, traceback_id, request_id, provider, toString(status) AS detail,
    multiIf(kind = 'draft', drafted_at, kind IN ('overdue', 'due'), due_at, changed_at) AS since, due_at, toUInt32(reminders) AS reminders
  FROM requests WHERE kind != ''`;

const contradictions = `
  SELECT 'contradicted' AS kind, answer_id AS id, t.case_id AS case_id, a.traceback_id AS traceback_id, a.request_id AS request_id,
    a.provider AS provider, arrayStringConcat(a.findings, '; ') AS detail,
    a.changed_at AS since, NULL AS due_at, toUInt32(0) AS reminders
  FROM (SELECT * FROM answers WHERE agreement = 'contradicts') AS a
  INNER JOIN (SELECT traceback_id, case_id FROM tracebacks WHERE outcome != 'withdrawn') AS t ON t.traceback_id = a.traceback_id`;

const stuck = `
  SELECT 'stuck' AS kind, traceback_id AS id, case_id, traceback_id, '' AS request_id, ask AS provider,
    if(ask = '', 'nobody is to be asked', 'no request is under way') AS detail, changed_at AS since, NULL AS due_at, toUInt32(0) AS reminders
  FROM tracebacks
  WHERE status = 'open' AND traceback_id NOT IN (SELECT traceback_id FROM requests WHERE status IN ${underWay})`;

const casesToTend = `
  SELECT 'case' AS kind, c.case_id AS id, c.case_id AS case_id, '' AS traceback_id, '' AS request_id, '' AS provider,
    multiIf(t.tracebacks = 0, 'no traceback', t.ended = t.tracebacks, 'all ended', 'no owner') AS detail,
    c.changed_at AS since, NULL AS due_at, toUInt32(0) AS reminders
  FROM (SELECT case_id, assignee, changed_at FROM cases WHERE status = 'open') AS c
  LEFT JOIN (
    SELECT case_id, count() AS tracebacks, countIf(status = 'ended') AS ended FROM tracebacks GROUP BY case_id
  ) AS t ON t.case_id = c.case_id
  WHERE c.assignee = '' OR t.tracebacks = 0 OR t.ended = t.tracebacks`;

const columns = [
  'kind',
  'id',
  'case_id',
  'traceback_id',
  'request_id',
  'provider',
  'detail',
  'since',
  'due_at',
  'reminders',
] as const;

/** All of open cases, with the case's title and who works on it. A dismissed candidate keeps its requests in the house. */
const work = `
  SELECT ${columns.map((name) => `w.${name} AS ${name}`).join(', ')}, c.title AS title, c.assignee AS assignee, c.campaign_id AS campaign_id, c.candidate_id AS candidate_id,
    v.verdict AS verdict
  FROM (
    ${[requests, contradictions, stuck, casesToTend].map((sql) => `SELECT ${columns.join(', ')} FROM (${sql})`).join('\n    UNION ALL ')}
  ) AS w
  INNER JOIN (
    SELECT case_id, title, assignee, campaign_id, candidate_id FROM cases
    WHERE status = 'open'
      AND ({assignee: String} = '' OR assignee = {assignee: String} OR ({assignee: String} = '(nobody)' AND assignee = ''))
  ) AS c ON c.case_id = w.case_id
  LEFT JOIN (SELECT candidate_id, toString(verdict) AS verdict FROM verdicts) AS v ON v.candidate_id = c.candidate_id
  WHERE {provider: String} = '' OR w.provider = {provider: String}`;

/** Of each kind those that wait longest. */
export const inboxWork = defineQuery<InboxFilters & Clock & { kind: string; limit: number }>()({
  name: 'work of the inbox',
  row: z.object({
    kind: z.enum(workKinds),
    id: z.string(),
    case_id: z.string(),
    traceback_id: z.string(),
    request_id: z.string(),
    provider: z.string(),
    detail: z.string(),
    since_ms: z.number(),
    due_ms: z.number().nullable(),
    reminders: z.number(),
    title: z.string(),
    assignee: z.string(),
    campaign_id: z.string(),
    candidate_id: z.string(),
    verdict: z.string(),
  }),
  sql: `
SELECT kind, id, case_id, traceback_id, request_id, provider, detail, toUnixTimestamp64Milli(assumeNotNull(since)) AS since_ms,
  toUnixTimestamp64Milli(due_at) AS due_ms, reminders, title, assignee, campaign_id, candidate_id, verdict
FROM (${work})
WHERE {kind: String} = '' OR kind = {kind: String}
ORDER BY since_ms, id
LIMIT {limit: UInt32} BY kind`,
});

export const inboxWorkCounts = defineQuery<InboxFilters & Clock>()({
  name: 'numbers of work of the inbox',
  row: z.object({ kind: z.enum(workKinds), total: z.number() }),
  sql: `SELECT kind, count() AS total FROM (${work}) GROUP BY kind`,
});
