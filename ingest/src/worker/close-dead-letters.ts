import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { feedTopic } from '@ringtrace/schemas/topics';
import { z } from 'zod';

/**
 * The one reason whose dead letters are closed by hand. No fix here makes such a record acceptable, as a horizon never goes back. All others are
 * sent again once the fault is mended.
 */
const closable = 'past_retention';

const open = `status = 'open' AND reason = '${closable}' AND ({topic: String} = '' OR topic = {topic: String})`;

const countOpen = defineQuery<{ topic: string }>()({
  name: 'dead letters to be closed',
  row: z.object({ open: z.number() }),
  sql: `SELECT count() AS open FROM dead_letters FINAL WHERE ${open}`,
});

const topicOf = (carrier: string | undefined) => (carrier === undefined ? '' : feedTopic(carrier));

/** How many dead letters can be closed: of one carrier, or of all where it is left out. */
export async function closableDeadLetters(store: Store, carrier: string | undefined): Promise<number> {
  const [found] = await store.query(countOpen, { topic: topicOf(carrier) });
  return found?.open ?? 0;
}

/**
 * Closes the open dead letters of records that are older than retention keeps. They stay, with their bytes, until their own period is over, and
 * are not sent again. A newer version of each row is written, as after a replay. Whoever calls it notes in the log of casework who did it,
 * and why.
 */
export async function closeDeadLetters(store: Store, carrier: string | undefined): Promise<void> {
  await store.command(
    `INSERT INTO dead_letters
     SELECT * REPLACE ('closed' AS status, 1 AS ver) FROM (SELECT * FROM dead_letters FINAL WHERE ${open})`,
    { topic: topicOf(carrier) },
    // Rows go into the months in which they came.
    { max_partitions_per_insert_block: '0' },
  );
}
