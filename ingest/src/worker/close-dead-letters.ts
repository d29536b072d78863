import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { feedTopic } from '@ringtrace/schemas/topics';
import { z } from 'zod';

/**
 * The one reason whose dead letters are closed by hand. A horizon never goes back by itself, so no fix makes such a record acceptable. All others
 * are sent again once the fault is mended.
 */
const closable = 'past_retention';

type Status = 'open' | 'closed';

const ofStatus = (status: Status) =>
  `SELECT * FROM dead_letters FINAL
   WHERE status = '${status}' AND reason = '${closable}' AND ({topic: String} = '' OR topic = {topic: String})`;

const count = (status: Status) =>
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

const topicOf = (carrier: string | undefined) => ({ topic: carrier === undefined ? '' : feedTopic(carrier) });

/** How many dead letters of each carrier can be closed: of one carrier, or of all where it is left out. Carriers that have none are left out. */
export const closableDeadLetters = (store: Store, carrier: string | undefined) =>
  store.query(countOpen, topicOf(carrier));

/** How many dead letters of each carrier are closed, and can be opened again: of one carrier, or of all where it is left out. */
export const closedDeadLetters = (store: Store, carrier: string | undefined) =>
  store.query(countClosed, topicOf(carrier));

/**
 * Closes a carrier's open dead letters of records that are older than retention keeps, and returns how many. They stay, with their bytes, until
 * their own period is over, and are not sent again. Whoever calls this notes in the log of casework who did it, and why.
 * They are counted once closed: others may have come since somebody looked.
 */
export const closeDeadLetters = async (store: Store, carrier: string): Promise<number> =>
  // Retention may drop closed ones in between.
  Math.max(0, await closedBy(store, carrier, () => changeStatus(store, carrier, 'open', 'closed')));

/**
 * Opens a carrier's closed dead letters again, and returns how many. A replay asks them again whether they would be accepted. Whoever calls
 * this notes in the log of casework who did it, and why. The number is that of closed ones that are no longer closed, so it is wrong where
 * somebody closes others, or retention drops some, at the same moment.
 */
export const reopenDeadLetters = async (store: Store, carrier: string): Promise<number> =>
  Math.max(0, -(await closedBy(store, carrier, () => changeStatus(store, carrier, 'closed', 'open'))));

/** By how many letters `work` changed the number of closed ones. */
async function closedBy(store: Store, carrier: string, work: () => Promise<void>): Promise<number> {
  const closed = async () => (await closedDeadLetters(store, carrier))[0]?.letters ?? 0;
  const before = await closed();
  await work();
  return (await closed()) - before;
}

/** Writes a newer version of each row. That of a replay (255) holds over it. */
const changeStatus = (store: Store, carrier: string, from: Status, to: Status): Promise<void> =>
  store.command(
    `INSERT INTO dead_letters
     SELECT * REPLACE ('${to}' AS status, toUInt8(least(ver + 1, 254)) AS ver) FROM (${ofStatus(from)})`,
    topicOf(carrier),
    // Rows go into the months in which they came.
    { max_partitions_per_insert_block: '0' },
  );
