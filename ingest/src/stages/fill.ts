import type { PartitionOffset } from '@ringtrace/platform/kafka/admin';
import type { FeedMessage } from '@ringtrace/platform/kafka/session';
import type { RowOf } from '@ringtrace/schemas/table';
import type { arrivals, CdrRow } from '@ringtrace/schemas/tables/cdr';
import type { BatchRow, DeadLetterRow } from '@ringtrace/schemas/tables/feed';
import { CdrBlock } from './cut-block.ts';
import type { CdrRows } from './enrich-columns.ts';

export type ArrivalRow = RowOf<typeof arrivals>;

const minuteMs = 60_000;
/** The minute of a time in ms, as seconds since 1970. */
const minuteOf = (time: number) => Math.floor(time / minuteMs) * 60;

/** A dead letter's bytes are held as they came, and once more in an encoder's buffer that grows by doubling. */
const encodedToo = 3;

/** What one insert brings into the store: everything read since the last one, across all partitions. */
export class FeedBlock {
  /** The assignment under which it was filled: it is committed under no other. */
  readonly generation: number;
  readonly cdrs = new CdrBlock();
  readonly deadLetters: DeadLetterRow[] = [];
  readonly batches: BatchRow[] = [];
  #arrivals = new Map<string, Map<number, number>>();
  #offsets = new Map<string, PartitionOffset>();
  #deadBytes = 0;

  constructor(generation: number) {
    this.generation = generation;
  }

  rows(): number {
    return this.cdrs.rows() + this.deadLetters.length + this.batches.length;
  }

  /** Bytes held, roughly, until the block is written; CDRs are held encoded, dead letters are encoded then. */
  bytes(): number {
    return (
      this.cdrs.bytes() + encodedToo * this.#deadBytes + 500 * (this.deadLetters.length + this.batches.length)
    );
  }

  addCdr(row: CdrRow): void {
    this.cdrs.push(row);
    this.#arrived(row.carrier, minuteOf(row.start_time), 1);
  }

  /** Rows held as columns; all of one carrier. */
  addCdrs(carrier: string, columns: CdrRows, rows: Int32Array): void {
    this.cdrs.pushAll(columns, rows);
    let minute = 0;
    let cdrs = 0;
    for (const row of rows) {
      const own = minuteOf(columns.start_time[row] ?? 0);
      // Neighbours mostly share their minute.
      if (own !== minute && cdrs > 0) {
        this.#arrived(carrier, minute, cdrs);
        cdrs = 0;
      }
      minute = own;
      cdrs += 1;
    }
    if (cdrs > 0) this.#arrived(carrier, minute, cdrs);
  }

  #arrived(carrier: string, minute: number, cdrs: number): void {
    const minutes = this.#arrivals.get(carrier) ?? new Map<number, number>();
    this.#arrivals.set(carrier, minutes);
    minutes.set(minute, (minutes.get(minute) ?? 0) + cdrs);
  }

  addDeadLetter(row: DeadLetterRow): void {
    // The message's buffer is a view into a whole fetch: a copy lets the fetch go.
    this.deadLetters.push({ ...row, original: Buffer.from(row.original) });
    this.#deadBytes += row.original.length;
  }

  addBatch(row: BatchRow): void {
    this.batches.push(row);
  }

  /** The message is in the block as a whole: its offset may be committed with it. */
  done({ topic, partition, offset }: FeedMessage): void {
    this.position({ topic, partition, offset: offset + 1 });
  }

  position(position: PartitionOffset): void {
    this.#offsets.set(`${position.topic}/${position.partition}`, position);
  }

  offsets(): PartitionOffset[] {
    return [...this.#offsets.values()];
  }

  arrivals(): ArrivalRow[] {
    return [...this.#arrivals].flatMap(([carrier, minutes]) =>
      [...minutes].map(([minute, cdrs]) => ({ carrier, minute, cdrs })),
    );
  }
}
