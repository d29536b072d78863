import { createHash } from 'node:crypto';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { text } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { legsColumns, type SegmentLegs } from '../candidates/segment-calls.ts';
import { type Hours, inHours, spanOf } from '../segments/queries.ts';
import { AnswerMemory } from '../trace/answer-memory.ts';

/** The segments of a campaign that have legs. */
export interface CampaignLegs {
  readonly campaign_id: string;
  readonly segments: readonly SegmentLegs[];
}

/**
 * What does not add up over segments: the same number may be in several. About 0.25 us a leg.
 * @public A test sends long lists of every exported statement.
 */
export const numbersOfCampaigns = defineQuery<
  Hours & {
    asked: readonly { campaign_id: string; hour: number; build: number; segment_id: string }[];
  }
>()({
  name: 'numbers of campaigns',
  lists: { asked: rows({ campaign_id: text(), ...legsColumns }) },
  row: z.object({
    campaign_id: z.string(),
    /** Segments whose legs were found. */
    segments: z.number(),
    calling_numbers: z.number(),
    called_numbers: z.number(),
    carriers: z.array(z.string()),
  }),
  sql: `
SELECT campaign_id, uniqExact(c.segment_id) AS segments,
  uniqExact(calling_number) AS calling_numbers, uniqExact(called_number) AS called_numbers,
  arraySort(groupUniqArray(carrier)) AS carriers
FROM (
  SELECT segment_id, build, calling_number, called_number, carrier FROM segment_calls_store
  WHERE ${inHours} AND (hour, build, segment_id) IN (SELECT hour, build, segment_id FROM asked)
) AS c
INNER JOIN (SELECT campaign_id, build, segment_id FROM asked) AS a ON a.segment_id = c.segment_id AND a.build = c.build
GROUP BY campaign_id`,
});
export type Numbers = z.infer<typeof numbersOfCampaigns.row>;

/** So many campaigns are remembered. */
const mostKept = 20_000;

/** Names the legs of all segments of a campaign. */
const versionOf = (segments: readonly SegmentLegs[]): string =>
  createHash('sha256')
    .update(
      segments
        .map(({ segment_id, legs_build }) => `${segment_id} ${legs_build}`)
        .sort()
        .join('\n'),
    )
    .digest('base64');

/**
 * Numbers and carriers of campaigns of which all segments have legs. Those of campaigns with the same legs as before
 * are remembered.
 */
export function createNumbers(store: Store) {
  const memory = new AnswerMemory<Numbers>(mostKept);
  return async (campaigns: readonly CampaignLegs[]): Promise<ReadonlyMap<string, Numbers>> => {
    const questions = campaigns.map(({ campaign_id, segments }) => ({
      key: campaign_id,
      version: versionOf(segments),
      segments,
    }));
    const answers = await memory.answersTo(questions, async (missing) => {
      const asked = missing.flatMap(({ key, segments }) =>
        segments.map(({ segment_id, hour, legs_build: build }) => ({
          campaign_id: key,
          hour,
          build,
          segment_id,
        })),
      );
      const found = await store.query(numbersOfCampaigns, { ...spanOf(asked), asked });
      const byCampaign = new Map(found.map((row) => [row.campaign_id, row]));
      return ({ key, segments }) => {
        const row = byCampaign.get(key);
        return row?.segments === segments.length ? row : undefined;
      };
    });
    memory.endTurn();
    return new Map(answers.flatMap((row) => (row === undefined ? [] : [[row.campaign_id, row]])));
  };
}
