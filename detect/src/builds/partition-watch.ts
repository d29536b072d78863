import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { text } from '@ringtrace/schemas/columns';
import { z } from 'zod';

/** @public A test sends long lists of every exported statement. */
export const partsByPartition = defineQuery<{ tables: readonly string[] }>()({
  name: 'partitions and their parts',
  lists: { tables: values(text()) },
  row: z.object({ partition: z.number(), parts: z.string() }),
  sql: `SELECT toUInt32(partition) AS partition, toString(sum(cityHash64(table, name))) AS parts FROM system.parts
    WHERE active AND database = currentDatabase() AND table IN (SELECT value FROM tables)
    GROUP BY partition ORDER BY partition SETTINGS prefer_column_name_to_alias = 1`,
});
export type PartitionParts = z.infer<typeof partsByPartition.row>;

/**
 * Which partitions of some tables are not the parts they were when they were last found to hold no work. Costs no
 * reading of rows, however much is stored. A merge of parts changes their names too, which only causes one more look.
 */
export class PartitionWatch {
  readonly #store: Store;
  readonly #tables: readonly string[];
  #settled = new Map<number, string>();

  constructor(store: Store, tables: readonly string[]) {
    this.#store = store;
    this.#tables = tables;
  }

  async changed(): Promise<PartitionParts[]> {
    const partitions = await this.#store.query(partsByPartition, { tables: this.#tables });
    return partitions.filter(({ partition, parts }) => this.#settled.get(partition) !== parts);
  }

  /** These were looked at after they were asked for, and held no work. */
  settle(partitions: readonly PartitionParts[]): void {
    for (const { partition, parts } of partitions) this.#settled.set(partition, parts);
  }

  /** Every partition counts as changed again. */
  forget(): void {
    this.#settled = new Map();
  }
}
