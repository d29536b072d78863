import type { Store } from '@ringtrace/platform/clickhouse';
import type { Commit } from '@ringtrace/platform/kafka/consumer';
import { encodeRows } from '@ringtrace/schemas/block';
import type { RowOf, Table } from '@ringtrace/schemas/table';
import { arrivals, cdrStore } from '@ringtrace/schemas/tables/cdr';
import { batches, deadLetters } from '@ringtrace/schemas/tables/feed';
import { cutRows } from './cut-block.ts';
import type { FeedBlock } from './fill.ts';

/** Repeats a step until it succeeds. Throws only where the worker has no more time to wait. */
export type Persist = (what: string, step: () => Promise<void>) => Promise<void>;

export interface Output {
  readonly store: Store;
  readonly persist: Persist;
  readonly commit: Commit;
}

/**
 * Stores a block. Guarantee 1 rests on the order of these lines. After a crash between any two of them, messages that
 * are not committed are read again, and rows that are stored twice collapse into one. Arrivals are written after the
 * rows they count: whoever sees an arrival also finds its rows.
 * False where partitions were assigned anew meanwhile. The block is then stored but not committed, so its messages come
 * again.
 */
export async function writeBlock(block: FeedBlock, out: Output): Promise<boolean> {
  await insertCdrs(block, out);
  await insertDeadLetters(block, out);
  await insertBatches(block, out);
  await insertArrivals(block, out);
  return out.commit(block.generation, block.offsets());
}

async function insertCdrs(block: FeedBlock, { store, persist }: Output): Promise<void> {
  for (const { body } of block.cdrs.flush()) {
    await persist(cdrStore.name, () => store.insertNative(cdrStore.name, body.pieces));
    body.release();
  }
}

async function insertDeadLetters(block: FeedBlock, out: Output): Promise<void> {
  for (const rows of cutRows(block.deadLetters, ({ received_at }) => month(received_at)))
    await insertRows(deadLetters, rows, out);
}

async function insertBatches(block: FeedBlock, out: Output): Promise<void> {
  for (const rows of cutRows(block.batches, ({ received_at }) => month(received_at)))
    await insertRows(batches, rows, out);
}

async function insertArrivals(block: FeedBlock, out: Output): Promise<void> {
  for (const rows of cutRows(block.arrivals(), ({ minute }) => Math.floor(minute / 86_400)))
    await insertRows(arrivals, rows, out);
}

/**
 * Encodes before the first attempt. A row that can't be encoded is a programming error and must not be retried forever.
 */
async function insertRows<T extends Table>(
  table: T,
  rows: readonly RowOf<T>[],
  { store, persist }: Output,
): Promise<void> {
  const body = encodeRows(table, rows);
  await persist(table.name, () => store.insertNative(table.name, [body]));
}

const month = (time: number) => new Date(time).toISOString().slice(0, 7);
