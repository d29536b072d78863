import type { BatchHeader } from '@ringtrace/platform/avro/batch-reader';
import { batchLimits } from '@ringtrace/schemas/cdr';
import { dayMs } from '@ringtrace/schemas/durations';
import { type Fault, fault } from './fault.ts';
import { latestTime } from './latest-time.ts';

/** How far a sender's clock may be ahead of the broker's, ms. */
const clockAheadMs = dayMs;
/** Longest batch_id and source, in UTF-16 units. */
const longestText = 256;

export interface BatchFacts {
  readonly header: BatchHeader;
  readonly records: number;
  /** The message's size, decompressed. */
  readonly bytes: number;
  /** The broker's timestamp, ms since 1970. */
  readonly receivedAt: number;
}

/** The fault of a batch as a whole, such as too many records. Undefined where its records can be checked one by one. */
export function checkBatch({ header, records, bytes, receivedAt }: BatchFacts): Fault | undefined {
  if (bytes > batchLimits.bytes)
    return fault('', 'batch_limit', `${bytes} bytes; at most ${batchLimits.bytes}`);
  if (records < 1 || records > batchLimits.records) {
    return fault('records', 'batch_limit', `${records} records; 1 to ${batchLimits.records}`);
  }
  if (header.batch_id.length > longestText)
    return fault('batch_id', 'too_long', `${header.batch_id.length} characters`);
  if (header.source.length > longestText)
    return fault('source', 'too_long', `${header.source.length} characters`);
  if (header.produced_at < batchLimits.earliestStart) {
    return fault('produced_at', 'out_of_range', 'before the year 2000');
  }
  if (header.produced_at >= latestTime) {
    return fault('produced_at', 'out_of_range', 'in the year 2100 or later; milliseconds since 1970');
  }
  // A producer may leave the timestamp out (-1) where the topic takes it from the producer.
  if (receivedAt > 0 && header.produced_at > receivedAt + clockAheadMs) {
    return fault('produced_at', 'out_of_range', "more than a day after the broker's clock");
  }
  return undefined;
}
