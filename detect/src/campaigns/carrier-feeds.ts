import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { dayMs } from '../builds/days.ts';
import { type CarrierFeed, silentMs } from './hold.ts';

const newestBatch = z.object({
  carrier: z.string(),
  receivedAt: z.number(),
  newestCall: z.number(),
  offsets: z.number(),
});

/**
 * Carriers with batches received since a time, and how far each has come; times are ms since 1970. `offsets` rises with
 * every batch. A carrier's newest call is that of its last ten minutes of batches, so that one wrong start time does not
 * count for long.
 */
const newestBatches = defineQuery<{ readonly since: number }>()({
  name: 'newest batches of carriers',
  row: newestBatch,
  sql: `
WITH recent AS (
  SELECT carrier, partition, offset, received_at, last_start FROM batches
  WHERE accepted > 0 AND received_at >= fromUnixTimestamp64Milli({since: Int64})
)
SELECT n.carrier AS carrier, toUnixTimestamp64Milli(n.received) AS receivedAt, n.offsets AS offsets,
  toUnixTimestamp64Milli(max(b.last_start)) AS newestCall
FROM recent AS b
INNER JOIN (
  SELECT carrier, max(received) AS received, sum(newest) AS offsets
  FROM (SELECT carrier, partition, max(received_at) AS received, max(offset) AS newest FROM recent GROUP BY carrier, partition)
  GROUP BY carrier
) AS n ON n.carrier = b.carrier
WHERE b.received_at >= n.received - INTERVAL ${silentMs} MILLISECOND
GROUP BY carrier, receivedAt, offsets
ORDER BY carrier`,
});

/** A batch that the broker received longer ago, ms, is no longer looked at. */
const lookBackMs = dayMs;

/** Notices when batches of carriers were stored. The store itself knows only when the broker received them. */
export class CarrierFeeds {
  readonly #seen = new Map<string, { readonly offsets: number; readonly storedAt: number }>();

  /** How far each carrier has come. What the first look finds counts as stored just now. `now` is ms since 1970. */
  async look(store: Store, now: number): Promise<readonly CarrierFeed[]> {
    return this.note(await store.query(newestBatches, { since: now - lookBackMs }), now);
  }

  /** The same for what a look has found. */
  note(found: readonly z.infer<typeof newestBatch>[], now: number): readonly CarrierFeed[] {
    return found.map(({ carrier, offsets, receivedAt, newestCall }) => {
      const before = this.#seen.get(carrier);
      const storedAt = before?.offsets === offsets ? before.storedAt : now;
      this.#seen.set(carrier, { offsets, storedAt });
      return { receivedAt, storedAt, newestCall };
    });
  }
}
