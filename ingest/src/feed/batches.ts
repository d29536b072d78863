import { randomUUID } from 'node:crypto';
import { encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { batchLimits, type Cdr } from '@ringtrace/schemas/cdr';

export interface EncodedBatch {
  readonly message: Buffer;
  readonly sequence: number;
  readonly records: number;
}

/** Collects records and encodes them as batches of one source. */
export interface Batcher {
  /** Takes a record. True once the batch is full and `take` should be called. */
  push(cdr: Cdr): boolean;
  /** Encodes the records held, as messages within the limits of a batch. Empty where no record is held. */
  take(): EncodedBatch[];
  /** Sequence number of the last batch made. */
  sequence(): number;
}

/**
 * Records in a full batch. A larger one would hardly cost less a record; a smaller one lets consumers share the work
 * evenly.
 */
const recordsPerBatch = 1_000;

/**
 * Makes the batches of one source.
 * @param source names the file or switch.
 * @param before the sequence number of the last batch made earlier. Without it, numbering starts at 1. A file that is
 * fed again therefore has the same numbers again, and a gap in the numbers really means a missing batch.
 */
export function createBatcher(source: string, before = 0): Batcher {
  let held: Cdr[] = [];
  let sequence = before;

  function encode(records: Cdr[]): EncodedBatch[] {
    const header = { batch_id: randomUUID(), source, sequence: sequence + 1, produced_at: Date.now() };
    const message = encodeBatch({ ...header, records });
    if (message.length > batchLimits.bytes && records.length > 1) {
      const half = records.length >> 1;
      return [...encode(records.slice(0, half)), ...encode(records.slice(half))];
    }
    sequence += 1;
    return [{ message, sequence, records: records.length }];
  }

  return {
    push(cdr) {
      held.push(cdr);
      return held.length >= recordsPerBatch;
    },
    take() {
      const records = held;
      held = [];
      return records.length === 0 ? [] : encode(records);
    },
    sequence: () => sequence,
  };
}
