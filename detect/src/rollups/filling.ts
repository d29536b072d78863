import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import type { LookAt } from '../days.ts';
import { dirtyBuckets } from './dirty.ts';
import type { Rollup } from './rollup.ts';

const newestDirty = (rollup: Rollup) =>
  defineQuery<LookAt>()({
    name: `newest dirty buckets of ${rollup.name}`,
    row: z.object({ carrier: z.string(), arrivals: z.number() }),
    sql: `SELECT d.carrier AS carrier, argMax(d.arrivals, d.bucket) AS arrivals FROM (${dirtyBuckets(rollup)}) AS d GROUP BY carrier`,
  });

/** Arrivals of each carrier's newest dirty bucket. */
export type Seen = ReadonlyMap<string, number>;

/**
 * The newest dirty bucket of a carrier is mostly still filling: built at every look it would be read over and over, so
 * it waits until a later one is dirty too, or until nothing came since the last look.
 */
export class FillingBuckets {
  readonly #seen = new Map<string, Seen>();

  /** What was seen at the last look, for `notFilling`; notes what is there now. */
  async look(store: Store, rollup: Rollup, look: LookAt): Promise<Seen> {
    const before = this.#seen.get(rollup.name) ?? new Map();
    const rows = await store.query(newestDirty(rollup), look);
    this.#seen.set(rollup.name, new Map(rows.map(({ carrier, arrivals }) => [carrier, arrivals])));
    return before;
  }
}

/** Of some dirty buckets those that are not filling any more, by `seen`. */
export const notFilling = (dirty: string) => `
SELECT * EXCEPT (newest) FROM (SELECT *, max(bucket) OVER (PARTITION BY carrier) AS newest FROM (${dirty}))
WHERE bucket < newest OR arrivals = {seen: Map(String, UInt64)}[carrier]`;
