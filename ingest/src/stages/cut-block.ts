import { type Block, createBlock } from '@ringtrace/schemas/block';
import type { Body } from '@ringtrace/schemas/native-buffer';
import { type CdrRow, cdrStore } from '@ringtrace/schemas/tables/cdr';
import type { CdrRows } from './enrich-columns.ts';
import { spanOf } from './time-span.ts';

/** ClickHouse refuses an insert that touches more than 100 partitions (max_partitions_per_insert_block). */
export const partitionsPerInsert = 50;
const dayMs = 86_400_000;
const dayOf = (time: number) => Math.floor(time / dayMs);

interface Part {
  readonly block: Block<typeof cdrStore>;
  readonly days: Set<number>;
}

/** Rows of cdr_store, cut so that no insert spans more than 50 days. */
export class CdrBlock {
  #parts: Part[] = [];
  #rows = 0;

  rows(): number {
    return this.#rows;
  }

  bytes(): number {
    return this.#parts.reduce((sum, { block }) => sum + block.bytes(), 0);
  }

  push(row: CdrRow): void {
    this.#partFor(dayOf(row.start_time)).block.push(row);
    this.#rows += 1;
  }

  /** The same for rows that are held as columns. */
  pushAll(columns: CdrRows, rows: Int32Array): void {
    if (rows.length === 0) return;
    const { first, last } = spanOf(columns.start_time, rows);
    // Nearly every message is of one day.
    if (dayOf(first) === dayOf(last)) {
      this.#partFor(dayOf(first)).block.pushAll(columns, rows);
    } else {
      const parts = Map.groupBy(rows, (row) => this.#partFor(dayOf(columns.start_time[row] ?? 0)));
      for (const [part, own] of parts) part.block.pushAll(columns, Int32Array.from(own));
    }
    this.#rows += rows.length;
  }

  #partFor(day: number): Part {
    for (const part of this.#parts) {
      if (part.days.has(day)) return part;
    }
    let part = this.#parts.at(-1);
    if (part === undefined || part.days.size >= partitionsPerInsert) {
      part = { block: createBlock(cdrStore), days: new Set() };
      this.#parts.push(part);
    }
    part.days.add(day);
    return part;
  }

  /** The Native body of each insert; the block is empty afterwards. */
  *flush(): Generator<{ rows: number; body: Body }> {
    for (let part = this.#parts.shift(); part !== undefined; part = this.#parts.shift()) {
      yield { rows: part.block.rows(), body: part.block.flush() };
    }
  }
}

/** Cuts rows of a seldom written table by partition, 50 an insert. */
export function cutRows<R>(rows: readonly R[], partitionOf: (row: R) => number | string): R[][] {
  const groups = [...Map.groupBy(rows, partitionOf).values()];
  const cuts: R[][] = [];
  for (let at = 0; at < groups.length; at += partitionsPerInsert) {
    cuts.push(groups.slice(at, at + partitionsPerInsert).flat());
  }
  return cuts;
}
