import { defineQuery } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { text } from '@ringtrace/schemas/columns';
import { currentHours } from '@ringtrace/schemas/tables/rollups';
import { z } from 'zod';

/** What of the inbox somebody wants to see. */
export type InboxFilters = {
  /** Who works on the case; '' = whoever, '(nobody)' = nobody does. */
  readonly assignee: string;
  /** Provider that is asked, or that a candidate's records name; '' = any. */
  readonly provider: string;
};

/** Candidates that wait for a person, or for records. */
export const candidateKinds = ['ongoing', 'stopped', 'confirmed', 'pending'] as const;

/** A campaign goes on while its newest call is no older than this, measured from the newest record. */
const ongoingHours = 1;

/** SQL: when the newest record began. A clock that is ahead makes no record newer than now. */
const newestRecord = '(SELECT least(max(start_time), now64(3)) FROM cdr_store)';

/** A candidate has nobody who works on it: that begins with a case. */
const waiting = `
  SELECT multiIf(t.status = 'pending', 'pending', t.status = 'confirmed', 'confirmed',
      c.last_seen >= newest - INTERVAL ${ongoingHours} HOUR, 'ongoing', 'stopped') AS kind,
    t.candidate_id AS candidate_id, t.campaign_id AS campaign_id, t.revision AS revision, t.opened_at AS opened_at,
    t.pending_since AS pending_since, t.calling_number AS calling_number, t.origin_provider AS origin_provider,
    t.claimed_origin AS claimed_origin, t.next_provider AS next_provider, c.calls AS calls, c.calling_numbers AS calling_numbers, c.called_numbers AS called_numbers, c.score AS score,
    c.first_seen AS first_seen, c.last_seen AS last_seen, newest, o.case_id AS case_id
  FROM (
    SELECT candidate_id, campaign_id, status, revision, opened_at, pending_since, calling_number,
      ifNull(origin_provider, '') AS origin_provider, ifNull(claimed_origin, '') AS claimed_origin,
      ifNull(next_provider_to_ask, '') AS next_provider
    FROM traceback_candidates
    WHERE {assignee: String} IN ('', '(nobody)')
      AND (status IN ('open', 'pending')
        OR (status = 'confirmed' AND candidate_id NOT IN (SELECT candidate_id FROM cases)
          AND campaign_id NOT IN (SELECT campaign_id FROM cases)))
      AND ({provider: String} = '' OR origin_provider = {provider: String} OR claimed_origin = {provider: String}
        OR next_provider_to_ask = {provider: String})
  ) AS t
  INNER JOIN (
    SELECT campaign_id, calls, calling_numbers, called_numbers, score, first_seen, last_seen, ${newestRecord} AS newest
    FROM campaigns_store FINAL
  ) AS c ON c.campaign_id = t.campaign_id
  LEFT JOIN (
    SELECT campaign_id, any(case_id) AS case_id FROM cases WHERE status = 'open' AND campaign_id != '' GROUP BY campaign_id
  ) AS o ON o.campaign_id = t.campaign_id`;

/** Of each kind the first ones: those with the most suspected calls; of pending ones those that wait longest. */
export const inboxCandidates = defineQuery<InboxFilters & { kind: string; limit: number }>()({
  name: 'candidates of the inbox',
  row: z.object({
    kind: z.enum(candidateKinds),
    candidate_id: z.string(),
    campaign_id: z.string(),
    revision: z.number(),
    opened_ms: z.number(),
    pending_ms: z.number(),
    calling_number: z.number(),
    origin_provider: z.string(),
    claimed_origin: z.string(),
    next_provider: z.string(),
    calls: z.number(),
    calling_numbers: z.number(),
    called_numbers: z.number(),
    score: z.number(),
    first_ms: z.number(),
    last_ms: z.number(),
    newest_ms: z.number(),
    /** Open case of the campaign; '' = none. */
    case_id: z.string(),
  }),
  sql: `
SELECT kind, candidate_id, campaign_id, revision, toUnixTimestamp64Milli(ifNull(opened_at, toDateTime64(0, 3, 'UTC'))) AS opened_ms,
  toUnixTimestamp64Milli(ifNull(pending_since, toDateTime64(0, 3, 'UTC'))) AS pending_ms, calling_number, origin_provider,
  claimed_origin, next_provider, calls, calling_numbers, called_numbers, score, toUnixTimestamp64Milli(first_seen) AS first_ms,
  toUnixTimestamp64Milli(last_seen) AS last_ms, toUnixTimestamp64Milli(newest) AS newest_ms, case_id
FROM (${waiting})
WHERE {kind: String} = '' OR kind = {kind: String}
ORDER BY if(kind = 'pending', toFloat64(pending_ms), -score * calls), candidate_id
LIMIT {limit: UInt32} BY kind`,
});

export const inboxCandidateCounts = defineQuery<InboxFilters>()({
  name: 'numbers of candidates of the inbox',
  row: z.object({ kind: z.enum(candidateKinds), total: z.number() }),
  sql: `SELECT kind, count() AS total FROM (${waiting}) GROUP BY kind`,
});

/**
 * Calls of some campaigns in each of three hours: the one from `newest` on, and the two before. `newest` is in s since 1970. @public A
 * test sends long lists of every exported statement.
 */
export const recentPace = defineQuery<{ newest: number; some_campaigns: readonly string[] }>()({
  name: 'calls of some campaigns in the newest hours',
  lists: { some_campaigns: values(text()) },
  row: z.object({ campaign_id: z.string(), hours: z.array(z.number()) }),
  sql: `
SELECT m.campaign_id AS campaign_id,
  [${[2, 1, 0].map((back) => `sumIf(s.calls, toUnixTimestamp(s.hour) = {newest: UInt32} - ${back * 3_600})`).join(', ')}] AS hours
FROM (
  SELECT hour, segment_id, calls FROM segments_store
  WHERE hour >= fromUnixTimestamp({newest: UInt32}) - INTERVAL 2 HOUR AND verdict != 'ordinary'
    AND (hour, build) IN (${currentHours} AND bucket >= fromUnixTimestamp({newest: UInt32}) - INTERVAL 2 HOUR)
) AS s
INNER JOIN (
  SELECT segment_id, campaign_id FROM campaign_segments_store FINAL
  WHERE campaign_id IN (SELECT value FROM some_campaigns)
) AS m ON m.segment_id = s.segment_id
GROUP BY campaign_id`,
});
