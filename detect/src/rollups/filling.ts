import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { text, uint64 } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { dayLists, type LookAt } from '../builds/days.ts';
import { dirtyBuckets } from '../builds/dirty.ts';
import type { Rollup } from '../builds/rollup.ts';

const seenRow = z.object({ carrier: z.string(), arrivals: z.number() });

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

/** Arrivals of each carrier's newest dirty bucket. */
export type Seen = readonly z.infer<typeof seenRow>[];
export const seenList = rows({ carrier: text(), arrivals: uint64() });

/**
 * The newest dirty bucket of a carrier is mostly still filling. Built at every look, it would be read again and
 * again. So it waits until a later bucket is dirty, too, or until nothing came since the last look.
 */
export class FillingBuckets {
  readonly #seen = new Map<string, Seen>();

  /** What was seen at the last look, for `notFilling`; notes what is there now. undefined = nothing is dirty now. */
  async look(store: Store, rollup: Rollup, look: LookAt): Promise<Seen | undefined> {
    const before = this.#seen.get(rollup.name) ?? [];
    const now = await store.query(newestDirty(rollup), look);
    this.#seen.set(rollup.name, now);
    return now.length === 0 ? undefined : before;
  }
}

/** Of some dirty buckets those that are not filling any more, by `seen`. */
export const notFilling = (dirty: string) => `
SELECT * EXCEPT (newest) FROM (SELECT *, max(bucket) OVER (PARTITION BY carrier) AS newest FROM (${dirty}))
WHERE bucket < newest OR (carrier, arrivals) IN (SELECT carrier, arrivals FROM seen)`;
