import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { timeS } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import type { Arrivals } from './minute-memory.ts';

/**
 * What has arrived for some minutes, s since 1970. Reads no CDRs.
 * @public A test sends long lists of every exported statement.
 */
export const arrivalsOfMinutes = defineQuery<{ first: number; last: number; asked: readonly number[] }>()({
  name: 'arrivals of minutes',
  lists: { asked: values(timeS()) },
  row: z.object({ minute: z.number(), arrived: z.number() }),
  sql: `
SELECT toUnixTimestamp(a.minute) AS minute, sum(a.cdrs) AS arrived
FROM arrivals AS a
WHERE a.minute >= fromUnixTimestamp({first: Int64}) AND a.minute <= fromUnixTimestamp({last: Int64})
  AND a.minute IN (SELECT value FROM asked)
GROUP BY a.minute`,
});

/** `minutes` rise. */
export const storeArrivals =
  (store: Store): Arrivals =>
  async (minutes) => {
    const [first = 0, last = 0] = [minutes[0], minutes.at(-1)];
    const rows = await store.query(arrivalsOfMinutes, { first, last, asked: minutes });
    return new Map(rows.map(({ minute, arrived }) => [minute, arrived]));
  };
