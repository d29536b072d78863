import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

const mergedInto = defineQuery<{ campaign: string }>()({
  name: 'what a campaign became part of',
  row: z.object({ campaign_id: z.string(), candidate_id: z.string() }),
  sql: `
SELECT campaign_id, candidate_id FROM traceback_candidates_store FINAL
WHERE campaign_id IN (SELECT merged_into FROM campaigns_store FINAL WHERE campaign_id = {campaign: String} AND merged_into != '')
LIMIT 1`,
});

/** Longer chains than this are none. */
const mostMerges = 100;

/** The candidate that holds a campaign's calls now; undefined where the campaign became part of none. */
export async function successorOf(
  store: Pick<Store, 'query'>,
  campaign_id: string,
): Promise<string | undefined> {
  let successor: z.infer<typeof mergedInto.row> | undefined;
  for (let i = 0; i < mostMerges; i += 1) {
    const [next] = await store.query(mergedInto, { campaign: successor?.campaign_id ?? campaign_id });
    if (next === undefined) break;
    successor = next;
  }
  return successor?.candidate_id;
}
