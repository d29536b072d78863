import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { dayMs } from '@ringtrace/schemas/durations';
import { z } from 'zod';
import { type CarrierFeed, paceMs, silentMs } from './hold.ts';

const newestBatch = z.object({
  carrier: z.string(),
  receivedAt: z.number(),
  newestCall: z.number(),
  oldestCall: z.number(),
  newestCallBefore: z.number(),
  minutes: z.number(),
  partitions: z.array(z.number()),
  offsets: z.array(z.number()),
});
export type NewestBatch = z.infer<typeof newestBatch>;

const ms = (time: string) => `toUnixTimestamp64Milli(${time})`;

/**
 * Carriers with batches received since a time, and how far each has come; times are ms since 1970. `offsets` are the
 * newest ones of `partitions`. All other figures are those of the carrier's last ten minutes of batches. So one wrong
 * start time does not count for long. Batches are read once: they are summed up by minute, and the minutes of each
 * carrier are then compared with its newest one.
 */
const newestBatches = defineQuery<{ readonly since: number }>()({
  name: 'newest batches of carriers',
  row: newestBatch,
  sql: `
SELECT carrier, max(received) AS receivedAt, maxIf(last, isRecent) AS newestCall,
  minIf(first, isRecent) AS oldestCall,
  maxIf(last, isRecent AND received <= newest - ${paceMs}) AS newestCallBefore,
  uniqExactIf(minute, isRecent) AS minutes,
  maxMap([partition], [offset]) AS newestOffsets, newestOffsets.1 AS partitions, newestOffsets.2 AS offsets
FROM (
  SELECT carrier, partition, minute, received, first, last, offset, max(received) OVER (PARTITION BY carrier) AS newest,
    received >= newest - ${silentMs} AS isRecent
  FROM (
    SELECT carrier, partition, toStartOfMinute(received_at) AS minute, ${ms('max(received_at)')} AS received,
      ${ms('min(first_start)')} AS first, ${ms('max(last_start)')} AS last, max(batches.offset) AS offset
    FROM batches
    WHERE accepted > 0 AND received_at >= fromUnixTimestamp64Milli({since: Int64})
    GROUP BY carrier, partition, minute
  )
)
GROUP BY carrier
ORDER BY carrier`,
});

/** A batch that the broker received longer ago, ms, is no longer looked at. */
const lookBackMs = dayMs;

/** Notices when batches of carriers were stored. The store itself knows only when the broker received them. */
export class CarrierFeeds {
  readonly #seen = new Map<string, { readonly offsets: Map<number, number>; storedAt: number }>();

  /** How far each carrier has come. What the first look finds counts as stored just now. `now` is ms since 1970. */
  async look(store: Store, now: number): Promise<readonly CarrierFeed[]> {
    return this.note(await store.query(newestBatches, { since: now - lookBackMs }), now);
  }

  /** The same for what a look has found. */
  note(found: readonly NewestBatch[], now: number): readonly CarrierFeed[] {
    return found.map(({ carrier, partitions, offsets, ...feed }) => ({
      ...feed,
      storedAt: this.#storedAt(carrier, partitions, offsets, now),
    }));
  }

  /** A partition whose last batch is no longer looked at keeps its offset: then nothing new was stored. */
  #storedAt(carrier: string, partitions: readonly number[], offsets: readonly number[], now: number): number {
    const seen = this.#seen.get(carrier) ?? { offsets: new Map<number, number>(), storedAt: now };
    this.#seen.set(carrier, seen);
    for (const [i, partition] of partitions.entries()) {
      const offset = offsets[i] ?? -1;
      if (offset <= (seen.offsets.get(partition) ?? -1)) continue;
      seen.offsets.set(partition, offset);
      seen.storedAt = now;
    }
    return seen.storedAt;
  }
}
