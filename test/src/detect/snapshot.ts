import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

const anyRow = z.looseObject({});

const campaigns = defineQuery()({
  name: 'campaigns without their ids',
  row: anyRow,
  sql: `
SELECT c.* EXCEPT (campaign_id, revision, merged_from, merged_into), m.members AS members
FROM campaigns AS c
INNER JOIN (
  SELECT campaign_id, sum(cityHash64(carrier, call_id, start_time, call_key)) AS members
  FROM campaign_calls GROUP BY campaign_id
) AS m ON m.campaign_id = c.campaign_id
WHERE status = 'open' ORDER BY members`,
});

const candidates = defineQuery()({
  name: 'candidates without their ids',
  row: anyRow,
  sql: `SELECT * EXCEPT (candidate_id, campaign_id, opened_at, revision) FROM traceback_candidates
    WHERE status = 'open' ORDER BY event_time, evidence`,
});

const revisions = defineQuery()({
  name: 'candidates with their revisions',
  row: anyRow,
  sql: 'SELECT candidate_id, campaign_id, status, opened_at, revision FROM traceback_candidates ORDER BY candidate_id',
});

/** The results that must not depend on the order of arrival: everything except ids, revisions and times of opening. */
export async function conclusions(store: Store) {
  return { campaigns: await store.query(campaigns, {}), candidates: await store.query(candidates, {}) };
}

/** The revisions, which must not change when the same data is looked at again. */
export const history = (store: Store) => store.query(revisions, {});
