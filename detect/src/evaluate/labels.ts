import { randomUUID } from 'node:crypto';
import type { Store } from '@ringtrace/platform/clickhouse';
import { keyword, text } from '@ringtrace/schemas/columns';
import { defineTable, type RowOf, tableDdl } from '@ringtrace/schemas/table';

const labelTable = defineTable({
  name: 'evaluate_labels',
  comment: 'Labels of one run of evaluate; dropped after it.',
  columns: { carrier: keyword(), call_id: text(), campaign: text() },
  engine: 'MergeTree',
  orderBy: ['carrier', 'call_id'],
});
/** What a leg really was: a part of this campaign, or legitimate where it is ''. */
export type Label = RowOf<typeof labelTable>;

const rowsPerInsert = 50_000;

/** Puts labels into a table of their own, runs `use` with the table's name, and drops the table, also after an error. */
export async function withLabels<R>(
  store: Store,
  labels: Iterable<Label> | AsyncIterable<Label>,
  use: (table: string) => Promise<R>,
): Promise<R> {
  const table = { ...labelTable, name: `evaluate_labels_${randomUUID().replaceAll('-', '')}` };
  await store.command(tableDdl(table));
  try {
    await insertLabels(store, table, labels);
    return await use(table.name);
  } finally {
    await store.command(`DROP TABLE ${table.name} SYNC`);
  }
}

async function insertLabels(
  store: Store,
  table: typeof labelTable,
  labels: Iterable<Label> | AsyncIterable<Label>,
): Promise<void> {
  let rows: Label[] = [];
  for await (const label of labels) {
    rows.push(label);
    if (rows.length < rowsPerInsert) continue;
    await store.insertRows(table, rows);
    rows = [];
  }
  await store.insertRows(table, rows);
}
