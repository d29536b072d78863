import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { dayMs } from '@ringtrace/schemas/durations';
import { candidatesStore } from '@ringtrace/schemas/tables/campaigns';
import { currentHours } from '@ringtrace/schemas/tables/rollups';
import { z } from 'zod';
import { closed } from '../candidates/candidate.ts';
import { thresholds } from '../thresholds.ts';
import { storedCandidates } from './queries.ts';

/** Open candidates, opened before a time (ms since 1970), whose campaign is too old for further calls to join it. */
const ended = defineQuery<{ readonly openedBefore: number }>()({
  name: 'candidates whose campaign has ended',
  row: z.object({ campaign_id: z.string() }),
  sql: `
SELECT campaign_id
FROM traceback_candidates_store FINAL
WHERE status = 'open' AND opened_at < fromUnixTimestamp64Milli({openedBefore: Int64})
  AND campaign_id IN (
    SELECT campaign_id FROM campaigns_store FINAL
    WHERE last_seen < (
      SELECT max(bucket) - toIntervalHour(${thresholds.campaignGapH}) FROM (${currentHours})
    )
  )
ORDER BY campaign_id`,
});

/**
 * Closes candidates of ended campaigns, once their calls are too old to be traced first. A late record that changes the
 * campaign opens its candidate again. `now` is ms since 1970. Returns how many were closed.
 */
export async function closeEnded(store: Store, now: number): Promise<number> {
  const openedBefore = now - thresholds.candidateDays * dayMs;
  const campaigns = (await store.query(ended, { openedBefore })).map(({ campaign_id }) => campaign_id);
  if (campaigns.length === 0) return 0;
  const rows = closed(await store.query(storedCandidates, { some_campaigns: campaigns }));
  await store.insertRows(candidatesStore, rows);
  return rows.length;
}
