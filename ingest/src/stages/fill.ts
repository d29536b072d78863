import type { PartitionOffset } from '@ringtrace/platform/kafka/admin';
import type { FeedMessage } from '@ringtrace/platform/kafka/session';
import { minuteMs } from '@ringtrace/schemas/durations';
import type { RowOf } from '@ringtrace/schemas/table';
import type { arrivals, CdrRow } from '@ringtrace/schemas/tables/cdr';
import type { BatchRow, DeadLetterRow } from '@ringtrace/schemas/tables/feed';
import { CdrBlock } from './cut-block.ts';
import type { CdrRows } from './enrich-columns.ts';

export type ArrivalRow = RowOf<typeof arrivals>;

/** The minute of a time in ms, in seconds since 1970. */
const minuteOf = (time: number) => Math.floor(time / minuteMs) * 60;

/**
 * Bytes in memory for each byte of a dead letter: the bytes as they came, and again in an encoder's buffer, which
 * doubles when it grows.
 */
const encodedToo = 3;

/** The rows that one write brings into the store: all messages read since the last write, from all partitions. */
export class FeedBlock {
  /** The assignment of partitions under which the block was filled. It is committed only under the same assignment. */
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

  /**
   * Bytes in memory until the block is written, roughly. CDRs are held encoded. Dead letters are encoded when written.
   */
  bytes(): number {
    return (
      this.cdrs.bytes() + encodedToo * this.#deadBytes + 500 * (this.deadLetters.length + this.batches.length)
    );
  }

  addCdr(row: CdrRow): void {
    this.cdrs.push(row);
    this.#arrived(row.carrier, minuteOf(row.start_time), 1);
  }

  /** Adds CDRs that are held as columns. All are of one carrier. */
  addCdrs(carrier: string, columns: CdrRows, rows: Int32Array): void {
    this.cdrs.pushAll(columns, rows);
    let minute = 0;
    let cdrs = 0;
    for (const row of rows) {
      const own = minuteOf(columns.start_time[row] ?? 0);
      // Records that follow each other mostly have the same minute.
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
    // The message's buffer is a view into a whole fetch. The copy lets the fetch be freed.
    this.deadLetters.push({ ...row, original: Buffer.from(row.original) });
    this.#deadBytes += row.original.length;
  }

  addBatch(row: BatchRow): void {
    this.batches.push(row);
  }

  /** To be called when the whole message is in the block. Its offset is committed with the block. */
  done({ topic, partition, offset }: FeedMessage): void {
    this.position({ topic, partition, offset: offset + 1 });
  }

  /** Sets the offset to be committed for a partition: that of the next message to read. */
  position(position: PartitionOffset): void {
    this.#offsets.set(`${position.topic}/${position.partition}`, position);
  }

  /** For each partition, the offset to commit. */
  offsets(): PartitionOffset[] {
    return [...this.#offsets.values()];
  }

  /** How many CDRs the block brings to each carrier and minute. */
  arrivals(): ArrivalRow[] {
    return [...this.#arrivals].flatMap(([carrier, minutes]) =>
      [...minutes].map(([minute, cdrs]) => ({ carrier, minute, cdrs })),
    );
  }
}
