import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

/** Columns that cases can be sorted by, the usual one first, each with the SQL that it is sorted by. */
const sortKeys = {
  opened_at: 'opened_at',
  title: 'lowerUTF8(title)',
  assignee: 'lowerUTF8(assignee)',
  status: 'status',
  source: 'source',
  closed_at: "ifNull(closed_at, toDateTime64(0, 3, 'UTC'))",
  tracebacks: 'tracebacks',
  waiting: 'waiting',
  next_due_at: "ifNull(next_due_at, toDateTime64('2199-01-01', 3, 'UTC'))",
} as const;
export const caseSorts = [
  'opened_at',
  'title',
  'assignee',
  'status',
  'source',
  'closed_at',
  'tracebacks',
  'waiting',
  'next_due_at',
] as const satisfies readonly [keyof typeof sortKeys, ...(keyof typeof sortKeys)[]];
export type CaseSort = (typeof caseSorts)[number];

export type CaseFilters = {
  /** '' = any, here and below. */
  readonly status: string;
  readonly source: string;
  /** '(nobody)' = nobody works on it. */
  readonly assignee: string;
  /** In the path of a traceback, or asked. */
  readonly provider: string;
  /** 'overdue': an answer is overdue. 'drafts': a request waits for approval. 'held': under legal hold. */
  readonly only: string;
  /** Part of its title, category or outcome, or an id of the case, its campaign or its candidate. */
  readonly text: string;
  /** ms since 1970. */
  readonly now: number;
};

export const caseRow = z.object({
  case_id: z.string(),
  title: z.string(),
  status: z.string(),
  source: z.string(),
  category: z.string(),
  assignee: z.string(),
  held: z.boolean(),
  live: z.boolean(),
  opened_at: z.string(),
  closed_at: z.string().nullable(),
  outcome: z.string(),
  tracebacks: z.number(),
  ended: z.number(),
  drafts: z.number(),
  waiting: z.number(),
  overdue: z.number(),
  next_due_at: z.string().nullable(),
  campaign_id: z.string(),
  candidate_id: z.string(),
  verdict: z.string(),
});

const found = `
FROM (
  SELECT c.case_id AS case_id, c.title AS title, toString(c.status) AS status, toString(c.source) AS source, c.category AS category,
    c.assignee AS assignee, c.held AS held, c.live AS live, c.opened_at AS opened_at, c.closed_at AS closed_at, c.outcome AS outcome,
    t.tracebacks AS tracebacks, t.ended AS ended, r.drafts AS drafts, r.waiting AS waiting, r.overdue AS overdue,
    r.next_due_at AS next_due_at, c.campaign_id AS campaign_id, c.candidate_id AS candidate_id, v.verdict AS verdict
  FROM cases AS c
  LEFT JOIN (
    SELECT case_id, count() AS tracebacks, countIf(status = 'ended') AS ended FROM tracebacks GROUP BY case_id
  ) AS t ON t.case_id = c.case_id
  LEFT JOIN (
    SELECT case_id, countIf(status = 'draft') AS drafts,
      countIf(status IN ('sent', 'delivered', 'acknowledged', 'overdue')) AS waiting,
      countIf(status = 'overdue' OR (status IN ('sent', 'delivered', 'acknowledged') AND due_at < fromUnixTimestamp64Milli({now: Int64}))) AS overdue,
      minIf(due_at, status IN ('sent', 'delivered', 'acknowledged', 'overdue')) AS next_due_at
    FROM requests GROUP BY case_id
  ) AS r ON r.case_id = c.case_id
  LEFT JOIN (SELECT candidate_id, toString(verdict) AS verdict FROM verdicts) AS v ON v.candidate_id = c.candidate_id
)
WHERE ({status: String} = '' OR status = {status: String})
  AND ({source: String} = '' OR source = {source: String})
  AND ({assignee: String} = '' OR assignee = {assignee: String} OR ({assignee: String} = '(nobody)' AND assignee = ''))
  AND ({only: String} = '' OR ({only: String} = 'overdue' AND overdue > 0) OR ({only: String} = 'drafts' AND drafts > 0)
    OR ({only: String} = 'held' AND held))
  AND ({provider: String} = '' OR case_id IN (SELECT case_id FROM requests WHERE provider = {provider: String})
    OR case_id IN (SELECT case_id FROM tracebacks
      WHERE traceback_id IN (SELECT traceback_id FROM hops WHERE provider = {provider: String})))
  AND ({text: String} = '' OR arrayExists(one -> positionCaseInsensitiveUTF8(one, {text: String}) > 0,
    [title, category, outcome, case_id, campaign_id, candidate_id]))`;

type Paged = CaseFilters & { readonly limit: number; readonly offset: number };

const sortedBy = (sort: CaseSort, direction: 'ASC' | 'DESC') =>
  defineQuery<Paged>()({
    name: 'list of cases of the console',
    row: caseRow,
    sql: `SELECT ${Object.keys(caseRow.shape).join(', ')} ${found}
ORDER BY ${sortKeys[sort]} ${direction}, case_id LIMIT {limit: UInt32} OFFSET {offset: UInt32}`,
  });

/** Cases, sorted by a column. */
export const casesBy = (sort: CaseSort, descending: boolean) => sortedBy(sort, descending ? 'DESC' : 'ASC');

export const caseTotal = defineQuery<CaseFilters>()({
  name: 'number of cases of the console',
  row: z.object({ total: z.number() }),
  sql: `SELECT count() AS total ${found}`,
});

/** Who works on cases, and how many of them are open. */
export const caseOwners = defineQuery()({
  name: 'owners of cases',
  row: z.object({ assignee: z.string(), open: z.number() }),
  sql: `SELECT toString(assignee) AS assignee, countIf(status = 'open') AS open FROM cases WHERE assignee != ''
GROUP BY assignee ORDER BY assignee`,
});
