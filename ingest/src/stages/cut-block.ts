import { type Block, createBlock } from '@ringtrace/schemas/block';
import { dayMs } from '@ringtrace/schemas/durations';
import type { Body } from '@ringtrace/schemas/native-buffer';
import { type CdrRow, cdrStore } from '@ringtrace/schemas/tables/cdr';
import type { CdrRows } from './enrich-columns.ts';
import { spanOf } from './time-span.ts';

/**
 * Partitions that one insert may touch: days of `cdr_store`, months of `dead_letters` and `batches`. ClickHouse refuses an
 * insert that touches more than 100 (max_partitions_per_insert_block).
 */
export const partitionsPerInsert = 50;
const dayOf = (time: number) => Math.floor(time / dayMs);

interface Insert {
  readonly block: Block<typeof cdrStore>;
  readonly days: Set<number>;
}

/** Rows of cdr_store, cut into inserts of at most 50 days each. */
export class CdrBlock {
  #inserts: Insert[] = [];
  #rows = 0;

  rows(): number {
    return this.#rows;
  }

  bytes(): number {
    return this.#inserts.reduce((sum, { block }) => sum + block.bytes(), 0);
  }

  push(row: CdrRow): void {
    this.#insertFor(dayOf(row.start_time)).block.push(row);
    this.#rows += 1;
  }

  /** Adds rows that are held as columns. */
  pushAll(columns: CdrRows, rows: Int32Array): void {
    if (rows.length === 0) return;
    const { first, last } = spanOf(columns.start_time, rows);
    // Nearly every message has records of one day only.
    if (dayOf(first) === dayOf(last)) {
      this.#insertFor(dayOf(first)).block.pushAll(columns, rows);
    } else {
      const inserts = Map.groupBy(rows, (row) => this.#insertFor(dayOf(columns.start_time[row] ?? 0)));
      for (const [insert, own] of inserts) insert.block.pushAll(columns, Int32Array.from(own));
    }
    this.#rows += rows.length;
  }

  #insertFor(day: number): Insert {
    for (const insert of this.#inserts) {
      if (insert.days.has(day)) return insert;
    }
    let insert = this.#inserts.at(-1);
    if (insert === undefined || insert.days.size >= partitionsPerInsert) {
      insert = { block: createBlock(cdrStore), days: new Set() };
      this.#inserts.push(insert);
    }
    insert.days.add(day);
    return insert;
  }

  /** The body of each insert, in ClickHouse's Native format. The block is empty afterwards. */
  *flush(): Generator<{ rows: number; body: Body }> {
    for (let insert = this.#inserts.shift(); insert !== undefined; insert = this.#inserts.shift()) {
      yield { rows: insert.block.rows(), body: insert.block.flush() };
    }
  }
}

/** Cuts rows of a table into inserts of at most 50 partitions each. */
export function cutRows<R>(rows: readonly R[], partitionOf: (row: R) => number | string): R[][] {
  const groups = [...Map.groupBy(rows, partitionOf).values()];
  const cuts: R[][] = [];
  for (let at = 0; at < groups.length; at += partitionsPerInsert) {
    cuts.push(groups.slice(at, at + partitionsPerInsert).flat());
  }
  return cuts;
}
