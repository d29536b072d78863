import { defineQuery } from '@ringtrace/platform/clickhouse';
import { isAbroadSql } from '@ringtrace/schemas/us-countries';
import { z } from 'zod';

/**
 * Campaigns whose candidate stands: it is open or confirmed, or it was closed because the campaign ended. A candidate
 * does not stand where it is pending, withdrawn, dismissed or merged. Releases up to 0.2.0 wrote merged ones as closed.
 */
const standing = `
  SELECT campaign_id FROM traceback_candidates
  WHERE status IN ('open', 'confirmed')
    OR (status = 'closed' AND campaign_id IN (SELECT campaign_id FROM campaigns WHERE status = 'open'))`;
const labelledCdrs = (labels: string) =>
  `cdr INNER JOIN ${labels} AS l ON l.carrier = cdr.carrier AND l.call_id = cdr.call_id`;

export const candidateLabel = z.object({ campaign_id: z.string(), label: z.string(), legs: z.number() });
/** Legs of each standing candidate by label, the commonest label first. `labels` is the name of the table of labels. */
export const candidateLabels = (labels: string) =>
  defineQuery()({
    name: 'labels of candidates',
    row: candidateLabel,
    sql: `
SELECT campaign_id, l.campaign AS label, count() AS legs
FROM campaign_calls AS c LEFT JOIN ${labels} AS l ON l.carrier = c.carrier AND l.call_id = c.call_id
WHERE campaign_id IN (${standing})
GROUP BY campaign_id, label ORDER BY campaign_id, legs DESC, label`,
  });

export const standingCandidate = z.object({
  campaign_id: z.string(),
  event_ms: z.number(),
  score: z.number(),
});
/** Event time (ms since 1970) and score of each standing candidate. */
export const standingCandidates = defineQuery()({
  name: 'standing candidates',
  row: standingCandidate,
  sql: `
SELECT t.campaign_id AS campaign_id, toUnixTimestamp64Milli(t.event_time) AS event_ms, c.score AS score
FROM traceback_candidates AS t INNER JOIN campaigns AS c ON c.campaign_id = t.campaign_id
WHERE t.campaign_id IN (${standing}) ORDER BY campaign_id`,
});

/**
 * Candidates that have ever been open, and those of them that are withdrawn now. One that was withdrawn while it was still
 * pending does not count. One that was withdrawn and opened again is not taken back.
 */
export const openedCandidates = z.object({ opened: z.number(), taken_back: z.number() });
export const candidatesOpened = defineQuery()({
  name: 'candidates ever opened',
  row: openedCandidates,
  sql: `
SELECT count() AS opened, countIf(status = 'withdrawn') AS taken_back
FROM traceback_candidates WHERE opened_at IS NOT NULL`,
});

/** Legs of one call start within seconds, so a call is one pair of numbers in one minute. */
const callOf = "(calling_number, called_number, toStartOfMinute(start_time, 'UTC'))";

export const labelledTraffic = z.object({
  label: z.string(),
  legs: z.number(),
  calls: z.number(),
  calling_numbers: z.number(),
  first_ms: z.number(),
  last_ms: z.number(),
  from_abroad: z.number(),
});
/** Counts over the stored legs of each label; times are ms since 1970. */
export const labelledTotals = (labels: string) =>
  defineQuery()({
    name: 'stored legs of labels',
    row: labelledTraffic,
    sql: `
SELECT l.campaign AS label, count() AS legs, uniqExact(${callOf}) AS calls,
  uniqExact(calling_number) AS calling_numbers,
  toUnixTimestamp64Milli(min(start_time)) AS first_ms, toUnixTimestamp64Milli(max(start_time)) AS last_ms,
  countIf(${isAbroadSql("ifNull(ingress_country, '')")}) AS from_abroad
FROM ${labelledCdrs(labels)}
GROUP BY label ORDER BY label`,
  });

export const minuteOfLabel = z.object({ label: z.string(), minute_ms: z.number(), calls: z.number() });
/** Calls of the labelled campaigns by the minute in which they began, ms since 1970. */
export const callMinutes = (labels: string) =>
  defineQuery()({
    name: 'minutes of labels',
    row: minuteOfLabel,
    sql: `
SELECT l.campaign AS label, toUnixTimestamp(toStartOfMinute(start_time, 'UTC')) * 1000 AS minute_ms,
  uniqExact(calling_number, called_number) AS calls
FROM ${labelledCdrs(labels)}
WHERE l.campaign != ''
GROUP BY label, minute_ms ORDER BY label, minute_ms`,
  });

/** How many labels were given. */
export const countOfLabels = (labels: string) =>
  defineQuery()({
    name: 'labels',
    row: z.object({ rows: z.number() }),
    sql: `SELECT count() AS rows FROM ${labels}`,
  });
