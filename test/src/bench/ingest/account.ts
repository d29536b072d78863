import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import type { Fed } from './fill.ts';

const account = (rollup: string) =>
  defineQuery()({
    name: 'account of a run',
    sql: `SELECT (SELECT count() FROM cdr) AS stored, (SELECT count() FROM dead_letters FINAL) AS dead,
      (SELECT sum(legs) FROM ${rollup}) AS in_rollup`,
    row: z.object({ stored: z.number(), dead: z.number(), in_rollup: z.number() }),
  });

/**
 * Throws where a CDR was lost or stored twice: such a run is no result.
 * @param rollup the table or view that has legs by source and minute.
 */
export async function checkAccount(store: Store, fed: Fed, rollup = 'source_minutes'): Promise<void> {
  const [seen] = await store.query(account(rollup), {});
  const good = fed.cdrs - fed.bad;
  if (seen?.stored === good && seen.dead === fed.bad && seen.in_rollup === good) return;
  throw new Error(
    `fed ${good} good and ${fed.bad} bad CDRs; found ${seen?.stored} in cdr, ${seen?.in_rollup} in ${rollup}, ${seen?.dead} dead letters`,
  );
}
