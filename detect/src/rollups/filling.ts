import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { text, timeS, uint64 } from '@ringtrace/schemas/columns';
import { minuteMs } from '@ringtrace/schemas/durations';
import { z } from 'zod';
import { dayLists, type LookAt } from '../builds/days.ts';
import { dirtyBuckets } from '../builds/dirty.ts';
import { LateArrivals } from '../builds/late-arrivals.ts';
import type { Rollup } from '../builds/rollup.ts';

/** Nobody waits for a rollup. To build a bucket of a thousand CDRs takes some 1.5 ms. */
const worth = { least: 1_000, waitMs: minuteMs };

/** Earliest first. Of a backlog, what is not listed does not rest. */
const mostListed = 20_000;

const seenRow = z.object({ carrier: z.string(), arrivals: z.number() });

/**
 * Arrivals of each carrier's newest dirty bucket.
 * @public A test sends long lists of every exported statement.
 */
export const newestDirty = (rollup: Rollup) =>
  defineQuery<LookAt>()({
    name: `newest dirty buckets of ${rollup.name}`,
    lists: dayLists,
    row: seenRow,
    sql: `
SELECT d.carrier AS carrier, argMax(d.arrivals, d.bucket) AS arrivals
FROM (${dirtyBuckets(rollup)}) AS d
GROUP BY carrier`,
  });

/**
 * Dirty buckets that are large enough to rest; `start` is in s since 1970.
 * @public As above.
 */
export const largeDirty = (rollup: Rollup) =>
  defineQuery<LookAt>()({
    name: `large dirty buckets of ${rollup.name}`,
    lists: dayLists,
    row: z.object({ carrier: z.string(), start: z.number(), arrived: z.number(), seen: z.number() }),
    sql: `
SELECT d.carrier AS carrier, toUnixTimestamp(d.bucket) AS start, d.arrivals AS arrived, d.seen AS seen
FROM (${dirtyBuckets(rollup)}) AS d
WHERE arrived >= ${worth.least}
ORDER BY start, carrier LIMIT ${mostListed}`,
  });

/** What a rebuild leaves for a later one. */
export type Waiting = {
  /** Arrivals of each carrier's newest dirty bucket at the last look. It is still filling where it has others now. */
  readonly seen: readonly z.infer<typeof seenRow>[];
  /** Buckets for which few CDRs come late; s since 1970. */
  readonly resting: readonly { readonly carrier: string; readonly bucket: number }[];
};
export const waitingLists = {
  seen: rows({ carrier: text(), arrivals: uint64() }),
  resting: rows({ carrier: text(), bucket: timeS() }),
};

/**
 * The newest dirty bucket of a carrier is mostly still filling. Built at every look, it would be read again and
 * again. So it waits until a later bucket is dirty, too, or until nothing came since the last look. Earlier buckets rest while few
 * CDRs come for them late.
 */
export class FillingBuckets {
  readonly #seen = new Map<string, Waiting['seen']>();
  /** By rollup and carrier. */
  readonly #late = new Map<string, Map<string, LateArrivals>>();

  /** What is to wait, as of the last look and of this one. undefined = nothing is dirty now. `now` is in ms of any clock that does not go back. */
  async look(store: Store, rollup: Rollup, look: LookAt, now: number): Promise<Waiting | undefined> {
    const seen = this.#seen.get(rollup.name) ?? [];
    const newest = await store.query(newestDirty(rollup), look);
    this.#seen.set(rollup.name, newest);
    return newest.length === 0 ? undefined : { seen, resting: await this.#resting(store, rollup, look, now) };
  }

  async #resting(store: Store, rollup: Rollup, look: LookAt, now: number): Promise<Waiting['resting']> {
    const late = this.#late.get(rollup.name) ?? new Map<string, LateArrivals>();
    this.#late.set(rollup.name, late);
    const buckets = Map.groupBy(await store.query(largeDirty(rollup), look), ({ carrier }) => carrier);
    return [...new Set([...late.keys(), ...buckets.keys()])].flatMap((carrier) => {
      const ofCarrier = late.get(carrier) ?? new LateArrivals(worth);
      late.set(carrier, ofCarrier);
      const starts = ofCarrier.look(buckets.get(carrier) ?? [], now);
      return [...starts].map((bucket) => ({ carrier, bucket }));
    });
  }
}

/** Of some dirty buckets those that neither fill nor rest, by the lists `seen` and `resting`. */
export const notWaiting = (dirty: string) => `
SELECT * EXCEPT (newest) FROM (SELECT *, max(bucket) OVER (PARTITION BY carrier) AS newest FROM (${dirty}))
WHERE (bucket < newest OR (carrier, arrivals) IN (SELECT carrier, arrivals FROM seen))
  AND (carrier, bucket) NOT IN (SELECT carrier, bucket FROM resting)`;
