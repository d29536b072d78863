import { defineStatement, type Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { uint64 } from '@ringtrace/schemas/columns';
import { acceptedFrom } from '@ringtrace/schemas/tables/retention';

/**
 * Counts one more arrival for every minute in which these numbers call. Arrivals may be over-counted: it only has these minutes
 * built, and their hours judged, again. Reads the calling numbers of all stored CDRs, so it is for rare occasions.
 * @public A test sends long lists of every exported statement.
 */
export const touchMinutesOf = defineStatement<{ callers: readonly number[] }>()({
  name: 'minutes of some callers to judge again',
  lists: { callers: values(uint64()) },
  sql: `INSERT INTO arrivals (carrier, minute, cdrs)
    SELECT carrier, toStartOfMinute(start_time, 'UTC') AS minute, 1 FROM cdr_store
    WHERE calling_number IN (SELECT value FROM callers) AND toUnixTimestamp(start_time) >= toUnixTimestamp(${acceptedFrom})
    GROUP BY carrier, minute
    SETTINGS max_partitions_per_insert_block = 0`,
});

/**
 * Has these minutes stitched as a whole. One more arrival is a late leg among many: the minute would rest. Its calls stay until then.
 * @public As above.
 */
export const stitchAgain = defineStatement<{ callers: readonly number[] }>()({
  name: 'minutes of some callers to stitch again',
  lists: { callers: values(uint64()) },
  sql: `INSERT INTO stitched_minutes (minute, build, seen)
    SELECT minute, build, [] FROM stitched_minutes FINAL
    WHERE minute IN (SELECT toStartOfMinute(start_time, 'UTC') FROM cdr_store
      WHERE calling_number IN (SELECT value FROM callers) AND toUnixTimestamp(start_time) >= toUnixTimestamp(${acceptedFrom}))
    SETTINGS max_partitions_per_insert_block = 0`,
});

/** Has everything that these numbers (E.164 digits) called judged again, as after a change of what is known of them. */
export async function judgeAgain(store: Store, callers: readonly number[]): Promise<void> {
  if (callers.length === 0) return;
  await store.run(touchMinutesOf, { callers });
  await store.run(stitchAgain, { callers });
}
