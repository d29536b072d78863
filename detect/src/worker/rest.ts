import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { pause } from '@ringtrace/platform/pause';
import { arrivals } from '@ringtrace/schemas/tables/cdr';
import { z } from 'zod';

/**
 * What a round costs beside its arrivals is the same however few they are, and a bucket built while it fills is built again. So
 * rounds rest while CDRs keep coming.
 */
const restPerRound = 3;
/** As long as a minute leaves time for it. */
const shortestRestMs = 12_000;
const longestRestMs = 30_000;
/**
 * A candidate is to open within a minute. A CDR may come just after a round has begun. It waits until this round ends,
 * rests with the worker, and is judged by the next round. Where two rounds take as long, a rest would only add to that:
 * what came meanwhile is judged all the same, and later.
 */
const longestWaitMs = 55_000;
const leastRestMs = 1_000;
/** No insert for this long means that ingest has caught up: a block is written every few seconds. */
const quietMs = 5_000;
const lookEveryMs = 1_000;

/** Rises with every insert of arrivals, whatever is merged meanwhile. Reads no rows. */
const insertsSoFar = defineQuery()({
  name: 'inserts so far',
  row: z.object({ inserts: z.number() }),
  sql: `SELECT sum(newest) AS inserts FROM (
    SELECT max(max_block_number) + 1 AS newest FROM system.parts
    WHERE active AND database = currentDatabase() AND table = '${arrivals.name}' GROUP BY partition)`,
});

/** How long to rest after a round that took so long, while CDRs keep coming. */
export function restMs(tookMs: number): number {
  const cheapest = Math.max(shortestRestMs, Math.min(longestRestMs, restPerRound * tookMs));
  return Math.max(leastRestMs, Math.min(cheapest, longestWaitMs - 2 * tookMs));
}

/** Rests after a round that took so long, in ms: less where no CDRs come any more. */
export async function restAfter(tookMs: number, store: Store, signal: AbortSignal): Promise<void> {
  const end = performance.now() + restMs(tookMs);
  let seen = -1;
  let since = performance.now();
  while (!signal.aborted && performance.now() < end && performance.now() - since < quietMs) {
    await pause(Math.min(lookEveryMs, end - performance.now()), signal);
    const [now] = await store.query(insertsSoFar, {});
    if (now === undefined || now.inserts === seen) continue;
    seen = now.inserts;
    since = performance.now();
  }
}
