import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { feedTopic } from '@ringtrace/schemas/topics';
import { z } from 'zod';

/**
 * The one reason whose dead letters are closed by hand. No fix here makes such a record acceptable, as a horizon never goes back. All others are
 * sent again once the fault is mended.
 */
const closable = 'past_retention';

const ofStatus = (status: 'open' | 'closed') =>
  `SELECT * FROM dead_letters FINAL
   WHERE status = '${status}' AND reason = '${closable}' AND ({topic: String} = '' OR topic = {topic: String})`;

const count = (status: 'open' | 'closed') =>
  defineQuery<{ topic: string }>()({
    name: `${status} dead letters past retention`,
    row: z.object({ letters: z.number() }),
    sql: `SELECT count() AS letters FROM (${ofStatus(status)})`,
  });
const countOpen = count('open');
const countClosed = count('closed');

const topicOf = (carrier: string | undefined) => (carrier === undefined ? '' : feedTopic(carrier));

/** How many dead letters can be closed: of one carrier, or of all where it is left out. */
export async function closableDeadLetters(store: Store, carrier: string | undefined): Promise<number> {
  const [found] = await store.query(countOpen, { topic: topicOf(carrier) });
  return found?.letters ?? 0;
}

/**
 * Closes the open dead letters of records that are older than retention keeps, and returns how many. They stay, with their bytes, until their
 * own period is over, and are not sent again. A newer version of each row is written. One of a replay holds over it. Whoever calls this
 * notes in the log of casework who did it, and why. They are counted once closed: others may have come since somebody looked.
 */
export async function closeDeadLetters(store: Store, carrier: string | undefined): Promise<number> {
  const topic = topicOf(carrier);
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
