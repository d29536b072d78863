import { randomUUID } from 'node:crypto';
import { encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { batchLimits, type Cdr } from '@ringtrace/schemas/cdr';

export interface EncodedBatch {
  readonly message: Buffer;
  readonly sequence: number;
  readonly records: number;
}

/** Makes one source's batches. */
export interface Batcher {
  /** Takes a record; true once a batch is full and should be taken. */
  push(cdr: Cdr): boolean;
  /** The records held, as messages within the limits; none where none are held. */
  take(): EncodedBatch[];
  /** Of the last batch made. */
  sequence(): number;
}

/** Large enough that a message's own cost vanishes, small enough that a consumer can share out its work. */
const recordsPerBatch = 1_000;

/**
 * `source` names the file or switch. The sequence counts its batches, from 1 where none came `before`: feeding the same
 * file again says the same numbers, so that only what is really missing shows as a gap.
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
