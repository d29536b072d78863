import { judgeAgain } from '@ringtrace/detect/rollups/touch';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import type { Block } from '@ringtrace/schemas/block';
import type { Table } from '@ringtrace/schemas/table';
import { z } from 'zod';
import { noHash } from '../log/chain.ts';
import type { CaseLog } from '../log/log.ts';
import { callersTold } from './callers-told.ts';
import { rowsOf } from './copied.ts';

/** The newest event that the store's copy of the log has. */
const newestEvent = defineQuery()({
  name: 'newest event of casework',
  sql: `SELECT sequence, hash FROM case_events_store ORDER BY sequence DESC LIMIT 1`,
  row: z.object({ sequence: z.number(), hash: z.string() }),
});

/** Events that are copied at once. */
const batch = 20_000;

/**
 * Copies the events that the store does not have yet, with the rows that follow from them. Any number of processes may do it at
 * once, and any of them may be killed: a row that is written twice is the same row. Returns the number of events copied. Throws
 * where the store's copy is of another log than this one.
 */
export async function copyToStore(log: CaseLog, store: Store): Promise<number> {
  const from = await newestCopied(log, store);
  let copied = 0;
  for (;;) {
    const rows = log.rowsAfter(from + copied, batch);
    if (rows.length === 0) return copied;
    const { blocks, retaught } = log.read((reader) => ({
      blocks: rowsOf(rows, reader),
      retaught: callersTold(rows, reader),
    }));
    await insertAll(store, blocks.things());
    // Before the events, which say that all of it is done: detection looks again at the callers that a verdict is about.
    await judgeAgain(store, retaught);
    await insertAll(store, blocks.events());
    copied += rows.length;
  }
}

/**
 * Makes sure that the store has every event that the log has by now. `copy` may end early or fail. Returns whether the store has
 * them.
 */
export async function caughtUp(log: CaseLog, store: Store, copy: () => Promise<void>): Promise<boolean> {
  return reaches(log.last()?.sequence ?? 0, () => sequenceCopied(store), copy);
}

const sequenceCopied = async (store: Store): Promise<number> =>
  (await store.query(newestEvent, {}))[0]?.sequence ?? 0;

/** The same with its parts given: whether `newest` is `wanted` or beyond, at once or after a copy. */
export async function reaches(
  wanted: number,
  newest: () => Promise<number>,
  copy: () => Promise<void>,
): Promise<boolean> {
  if ((await newest()) >= wanted) return true;
  await copy();
  return (await newest()) >= wanted;
}

async function insertAll(store: Store, blocks: readonly Block<Table>[]): Promise<void> {
  for (const block of blocks) {
    const body = block.flush();
    await store.insertNative(block.table.name, [body.toBuffer()]);
    body.release();
  }
}

async function newestCopied(log: CaseLog, store: Store): Promise<number> {
  const [newest = { sequence: 0, hash: noHash }] = await store.query(newestEvent, {});
  if (newest.sequence === 0) return 0;
  const [same] = log.rowsAfter(newest.sequence - 1, 1);
  if (same?.hash === newest.hash) return newest.sequence;
  throw new Error(
    same === undefined
      ? `the store has ${newest.sequence} events of casework, and the log has fewer: the log was cut, or is an older copy. Put the newest log in its place`
      : `event ${newest.sequence} of casework is another one in the store than in the log: they do not belong together. 'ringtrace audit verify' checks the log`,
  );
}
