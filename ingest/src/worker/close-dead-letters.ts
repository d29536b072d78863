import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { feedTopic } from '@ringtrace/schemas/topics';
import { z } from 'zod';

/**
 * The one reason whose dead letters are closed by hand. A horizon never goes back by itself, so no fix makes such a record acceptable. All others
 * are sent again once the fault is mended.
 */
const closable = 'past_retention';

const open = `status = 'open' AND reason = '${closable}' AND ({topic: String} = '' OR topic = {topic: String})`;

const countOpen = defineQuery<{ topic: string }>()({
  name: 'dead letters to be closed',
  row: z.object({ carrier: z.string(), open: z.number() }),
  sql: `
    SELECT toString(carrier) AS carrier, count() AS open
    FROM dead_letters FINAL
    WHERE ${open}
    GROUP BY carrier
    ORDER BY carrier`,
});

/** How many dead letters of each carrier can be closed: of one carrier, or of all where it is left out. Carriers that have none are left out. */
export const closableDeadLetters = (store: Store, carrier: string | undefined) =>
  store.query(countOpen, { topic: carrier === undefined ? '' : feedTopic(carrier) });

/**
 * Closes a carrier's open dead letters of records that are older than retention keeps. They stay, with their bytes, until their own period is
 * over, and are not sent again. A newer version of each row is written, as after a replay. Whoever calls it notes in the log of casework who
 * did it, and why.
 */
export async function closeDeadLetters(store: Store, carrier: string): Promise<void> {
  await store.command(
    `INSERT INTO dead_letters
     SELECT * REPLACE ('closed' AS status, 1 AS ver) FROM (SELECT * FROM dead_letters FINAL WHERE ${open})`,
    { topic: feedTopic(carrier) },
    // Rows go into the months in which they came.
    { max_partitions_per_insert_block: '0' },
  );
}
