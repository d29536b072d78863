import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { feedTopic } from '@ringtrace/schemas/topics';
import { z } from 'zod';

/**
 * The one reason whose dead letters are closed by hand. A horizon never goes back by itself, so no fix makes such a record acceptable. All others
 * are sent again once the fault is mended.
 */
const closable = 'past_retention';

const ofStatus = (status: 'open' | 'closed') =>
  `SELECT * FROM dead_letters FINAL
   WHERE status = '${status}' AND reason = '${closable}' AND ({topic: String} = '' OR topic = {topic: String})`;

const count = (status: 'open' | 'closed') =>
  defineQuery<{ topic: string }>()({
    name: `${status} dead letters past retention`,
    row: z.object({ carrier: z.string(), letters: z.number() }),
    sql: `
      SELECT toString(carrier) AS carrier, count() AS letters
      FROM (${ofStatus(status)})
      GROUP BY carrier
      ORDER BY carrier`,
  });
const countOpen = count('open');
const countClosed = count('closed');

/** How many dead letters of each carrier can be closed: of one carrier, or of all where it is left out. Carriers that have none are left out. */
export const closableDeadLetters = (store: Store, carrier: string | undefined) =>
  store.query(countOpen, { topic: carrier === undefined ? '' : feedTopic(carrier) });

/**
 * Closes a carrier's open dead letters of records that are older than retention keeps, and returns how many. They stay, with their bytes, until
 * their own period is over, and are not sent again. A newer version of each row is written. One of a replay holds over it. Whoever calls this
 * notes in the log of casework who did it, and why. They are counted once closed: others may have come since somebody looked.
 */
export async function closeDeadLetters(store: Store, carrier: string): Promise<number> {
  const topic = feedTopic(carrier);
  const [before] = await store.query(countClosed, { topic });
  await store.command(
    `INSERT INTO dead_letters SELECT * REPLACE ('closed' AS status, 1 AS ver) FROM (${ofStatus('open')})`,
    { topic },
    // Rows go into the months in which they came.
    { max_partitions_per_insert_block: '0' },
  );
  const [after] = await store.query(countClosed, { topic });
  // Retention may drop closed ones in between.
  return Math.max(0, (after?.letters ?? 0) - (before?.letters ?? 0));
}
