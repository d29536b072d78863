import type { Store } from '@ringtrace/platform/clickhouse';
import { bool, keyword, text } from '@ringtrace/schemas/columns';
import { defineTable, tableDdl } from '@ringtrace/schemas/table';
import type { TrueLabel } from './store-world.ts';

/** The truth about each stored leg. */
export const truth = defineTable({
  name: 'truth',
  comment: 'What every stored leg really was; benchmarks only.',
  columns: { carrier: keyword(), call_id: text(), campaign: keyword(), kind: keyword(), near: bool() },
  engine: 'MergeTree',
  orderBy: ['carrier', 'call_id'],
});

const rowsPerInsert = 200_000;

export async function storeTruth(store: Store, labels: readonly TrueLabel[]): Promise<void> {
  await store.command(tableDdl(truth));
  for (let from = 0; from < labels.length; from += rowsPerInsert)
    await store.insertRows(truth, labels.slice(from, from + rowsPerInsert));
}
