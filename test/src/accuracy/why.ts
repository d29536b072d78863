import type { Evaluation } from '@ringtrace/detect/evaluate/evaluate';
import { sumOf } from '@ringtrace/detect/features/histogram';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { verdicts } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';
import { legsOfSegments } from './segment-legs.ts';
import { truth } from './truth.ts';

const fate = z.object({
  campaign: z.string(),
  segment_id: z.string(),
  verdict: z.enum(['', ...verdicts]),
  candidate: z.string(),
  legs: z.number(),
});
/**
 * Legs of one label by what became of them. `segment_id` and `verdict` are '' where no segment is kept that holds them, and
 * `candidate` where no open candidate does. `campaign` is '' for honest calls.
 */
export type Fate = z.infer<typeof fate>;

/** What became of all labelled legs, and of the honest ones in candidates. */
export const fates = (store: Store) =>
  store.query(
    defineQuery()({
      name: 'what became of labelled legs',
      row: fate,
      sql: `
SELECT campaign, segment_id, verdict, candidate, count() AS legs
FROM (SELECT carrier, call_id, campaign FROM ${truth.name}) AS t
LEFT ANY JOIN (
  SELECT c.carrier AS carrier, c.call_id AS call_id, c.segment_id AS segment_id, s.verdict AS verdict, m.candidate AS candidate
  FROM (
    SELECT carrier, call_id, segment_id FROM (${legsOfSegments})
  ) AS c
  LEFT ANY JOIN (SELECT segment_id, toString(verdict) AS verdict FROM segments) AS s ON s.segment_id = c.segment_id
  LEFT ANY JOIN (
    SELECT segment_id, campaign_id AS candidate FROM campaign_segments_store FINAL
    WHERE campaign_id IN (SELECT campaign_id FROM traceback_candidates WHERE status = 'open')
  ) AS m ON m.segment_id = c.segment_id
) AS kept ON kept.carrier = t.carrier AND kept.call_id = t.call_id
WHERE campaign != '' OR candidate != ''
GROUP BY campaign, segment_id, verdict, candidate`,
    }),
    {},
  );

/** What went wrong, and the reason that explains most legs of it. */
export interface Cause {
  readonly what: 'campaign of 1,000 calls and more missed' | 'candidate wrong';
  readonly cause: string;
}

const lostBy: Readonly<Record<Fate['verdict'], string>> = {
  '': 'its calls are in no segment that is kept, or look like ordinary ones there',
  ordinary: 'its calls are in no segment that is kept, or look like ordinary ones there',
  weak: 'its segments are weak: too little against the caller',
  possible: 'its segments are only possible',
  suspicious: 'its segments are suspicious, and no campaign was opened',
};

/** Why each large campaign was missed, and why each wrong candidate is wrong. */
export function causes(
  rows: readonly Fate[],
  { campaigns, candidates }: Pick<Evaluation, 'campaigns' | 'candidates'>,
  isLarge: (campaign: string) => boolean,
): Cause[] {
  const isRight = new Set(
    candidates.filter(({ isTrue }) => isTrue).map((c) => `${c.campaign_id} ${c.label}`),
  );
  const missed = campaigns
    .filter(({ campaign, found }) => !found && isLarge(campaign))
    .map(({ campaign }): Cause => {
      const lost = rows.filter(
        (row) => row.campaign === campaign && !isRight.has(`${row.candidate} ${campaign}`),
      );
      const cause = commonest(
        lost.map(({ candidate, verdict, legs }) => ({
          of: candidate === '' ? lostBy[verdict] : 'a candidate mixes it with other calls',
          legs,
        })),
      );
      return { what: 'campaign of 1,000 calls and more missed', cause };
    });
  const wrong = candidates
    .filter(({ isTrue }) => !isTrue)
    .map(({ campaign_id, label, legs, purity }): Cause => {
      const own = rows.filter(({ candidate }) => candidate === campaign_id);
      return {
        what: 'candidate wrong',
        cause: causeOfMixture(own, { label, strangers: (1 - purity) * legs }),
      };
    });
  return [...missed, ...wrong];
}

/** Whether the strangers in a candidate were in one segment with others already, or came by linking. */
function causeOfMixture(
  own: readonly Fate[],
  { label, strangers }: { label: string; strangers: number },
): string {
  if (label === '') return 'it holds honest calls';
  const within = sumOf(
    [...Map.groupBy(own, ({ segment_id }) => segment_id).values()].map((rows) => {
      const legs = rows.map((row) => row.legs);
      return sumOf(legs) - Math.max(...legs);
    }),
  );
  return within >= strangers / 2 ? 'one segment holds calls of several' : 'linking joined several';
}

/** The reason with most legs; of equal ones, the first. */
function commonest(reasons: readonly { readonly of: string; readonly legs: number }[]): string {
  const totals = [...Map.groupBy(reasons, ({ of }) => of)].map(([of, rows]) => ({
    of,
    legs: sumOf(rows.map(({ legs }) => legs)),
  }));
  return totals.reduce((best, one) => (one.legs > best.legs ? one : best), { of: lostBy[''], legs: 0 }).of;
}
