import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { hourMs } from '@ringtrace/schemas/durations';
import { z } from 'zod';
import type { CampaignHours } from './campaign-legs.ts';

/** A campaign by its id, or by that of its candidate. Every campaign has one. */
const campaignRow = defineQuery<{ readonly id: string }>()({
  name: 'a campaign',
  row: z.object({
    campaign_id: z.string(),
    candidate_id: z.string(),
    revision: z.number().describe('of the campaign'),
    score: z.number(),
    first_ms: z.number(),
    last_ms: z.number(),
    merged_from: z.array(z.string()),
    merged_into: z.string(),
  }),
  sql: `
SELECT c.campaign_id AS campaign_id, t.candidate_id AS candidate_id, c.revision AS revision, c.score AS score,
  toUnixTimestamp64Milli(c.first_seen) AS first_ms, toUnixTimestamp64Milli(c.last_seen) AS last_ms,
  c.merged_from AS merged_from, c.merged_into AS merged_into
FROM (
  SELECT * FROM campaigns_store FINAL WHERE campaign_id IN (
    SELECT {id: String} UNION ALL SELECT campaign_id FROM traceback_candidates_store WHERE candidate_id = {id: String})
) AS c
INNER JOIN (SELECT candidate_id, campaign_id FROM traceback_candidates_store FINAL) AS t ON t.campaign_id = c.campaign_id
LIMIT 1`,
});
export type FoundCampaign = z.infer<typeof campaignRow.row>;

/** undefined where there is none. `id` names the campaign or its candidate. */
export async function findCampaign(store: Store, id: string): Promise<FoundCampaign | undefined> {
  return (await store.query(campaignRow, { id }))[0];
}

/** The hours that hold the calls of a campaign. */
export const hoursOf = ({ campaign_id, first_ms, last_ms }: FoundCampaign): CampaignHours => ({
  campaign: campaign_id,
  first: (Math.floor(first_ms / hourMs) * hourMs) / 1_000,
  last: (Math.floor(last_ms / hourMs) * hourMs) / 1_000,
});
