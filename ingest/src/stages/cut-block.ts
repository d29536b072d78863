import { type Block, createBlock } from '@ringtrace/schemas/block';
import type { Body } from '@ringtrace/schemas/native-buffer';
import { type CdrRow, cdrStore } from '@ringtrace/schemas/tables/cdr';
import type { CdrRows } from './enrich-columns.ts';

/** ClickHouse refuses an insert that touches more than 100 partitions (max_partitions_per_insert_block). */
export const partitionsPerInsert = 50;
const dayMs = 86_400_000;

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
    this.#partFor(Math.floor(row.start_time / dayMs)).block.push(row);
    this.#rows += 1;
  }

  /** The same for rows that are held as columns. */
  pushAll(columns: CdrRows, rows: Int32Array): void {
    const dayOf = (row: number) => Math.floor((columns.start_time[row] ?? 0) / dayMs);
    const first = dayOf(rows[0] ?? 0);
    // Nearly every message is of one day.
    if (rows.every((row) => dayOf(row) === first)) {
      if (rows.length > 0) this.#partFor(first).block.pushAll(columns, rows);
    } else {
      const parts = Map.groupBy(rows, (row) => this.#partFor(dayOf(row)));
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
