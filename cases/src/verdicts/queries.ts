import { type Share, shareOf } from '@ringtrace/detect/evaluate/share';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import type { Seen } from './verdict.ts';

const candidateSeen = defineQuery<{ id: string }>()({
  name: 'candidate to be judged',
  row: z.object({
    candidate_id: z.string(),
    campaign_id: z.string(),
    status: z.string(),
    revision: z.number(),
    score: z.number(),
  }),
  sql: `
SELECT t.candidate_id AS candidate_id, t.campaign_id AS campaign_id, t.status AS status, t.revision AS revision, c.score AS score
FROM (
  SELECT candidate_id, campaign_id, status, revision FROM traceback_candidates
  WHERE candidate_id = {id: String} OR campaign_id = {id: String}
) AS t
LEFT JOIN (SELECT campaign_id, score FROM campaigns_store FINAL) AS c USING (campaign_id)`,
});

/** A candidate as it stands; undefined where there is none. `id` names it or its campaign. */
export async function seenCandidate(store: Store, id: string): Promise<Seen | undefined> {
  return (await store.query(candidateSeen, { id }))[0];
}

/** Candidates that people judged, by the score that they had then. */
const judgedByScore = defineQuery()({
  name: 'verdicts by score',
  row: z.object({ band: z.number(), confirmed: z.number(), dismissed: z.number(), mean_score: z.number() }),
  sql: `
SELECT least(floor(score * 10), 9) / 10 AS band, countIf(verdict = 'confirmed') AS confirmed,
  countIf(verdict = 'dismissed') AS dismissed, round(avg(score), 3) AS mean_score
FROM verdicts GROUP BY band ORDER BY band`,
});

/** Candidates of one band of scores, with the share that people confirmed beside the score itself. */
export interface BandOfScores {
  /** Scores from here on, to the next band 0.1 higher. */
  readonly from: number;
  readonly confirmed: number;
  readonly dismissed: number;
  /** The calibrated precision: the mean of the scores that these candidates had. */
  readonly expected: number;
  /** The live precision: confirmed among those judged, with its bounds. */
  readonly right: Share;
}

/** Live precision by verdicts, beside the calibrated one. Candidates that nobody judged do not count. */
export async function livePrecision(store: Store): Promise<BandOfScores[]> {
  const bands = await store.query(judgedByScore, {});
  return bands.map(({ band, confirmed, dismissed, mean_score }) => ({
    from: band,
    confirmed,
    dismissed,
    expected: mean_score,
    right: shareOf(confirmed, confirmed + dismissed),
  }));
}
