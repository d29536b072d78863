import type { Store } from '@ringtrace/platform/clickhouse';
import type { Commit } from '@ringtrace/platform/kafka/consumer';
import { encodeRows } from '@ringtrace/schemas/block';
import type { RowOf, Table } from '@ringtrace/schemas/table';
import { arrivals, cdrStore } from '@ringtrace/schemas/tables/cdr';
import { batches, deadLetters } from '@ringtrace/schemas/tables/feed';
import { cutRows } from './cut-block.ts';
import type { FeedBlock } from './fill.ts';

/** Does a step again and again until it succeeds; throws only where waiting was given up. */
export type Persist = (what: string, step: () => Promise<void>) => Promise<void>;

export interface Output {
  readonly store: Store;
  readonly persist: Persist;
  readonly commit: Commit;
}

/**
 * Stores a block. The order is the guarantee: a crash between any two lines replays what is not committed, and
 * rows that came twice collapse. Arrivals come behind the rows they count, so that whoever sees them finds the rows.
 * False where the assignment changed meanwhile: the block is stored, and its messages will come again.
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

/** Encodes before it persists: a row that can't be encoded never will be, and is no store that is away. */
async function insertRows<T extends Table>(
  table: T,
  rows: readonly RowOf<T>[],
  { store, persist }: Output,
): Promise<void> {
  const body = encodeRows(table, rows);
  await persist(table.name, () => store.insertNative(table.name, [body]));
}

const month = (time: number) => new Date(time).toISOString().slice(0, 7);
