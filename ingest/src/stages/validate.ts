import { DecodeError } from '@ringtrace/platform/avro/decode-error';
import type { Cdr } from '@ringtrace/schemas/cdr';
import type { BatchRow, DeadLetterRow } from '@ringtrace/schemas/tables/feed';
import { checkRecord } from './check.ts';
import { checkBatch } from './check-batch.ts';
import { checkColumns, type PlainRecords } from './check-columns.ts';
import { isUnread, type ReadMessage, type UnreadMessage } from './decode.ts';
import { type Fault, fault, isFault } from './fault.ts';
import { latestTime } from './latest-time.ts';
import { spanOf } from './time-span.ts';

/** What became of one feed message. Whatever is not accepted is a dead letter: nothing else can happen to a record. */
export interface Validated {
  readonly carrier: string;
  readonly accepted: readonly Cdr[];
  readonly dead: readonly DeadLetterRow[];
  /** The message's account; undefined where its records could not be validated one by one. */
  readonly account: BatchRow | undefined;
}

/** The same, with the records that are plainly right left as columns: `accepted` has the others. */
export interface ValidatedColumns extends Validated {
  readonly plain: PlainRecords | undefined;
}

const wholeMessage = -1;
/** A time of a stranger, as the store can hold it; 1970 where it can't. */
const storable = (time: number) => (time >= 0 && time < latestTime ? time : 0);

type Origin = ReadMessage | UnreadMessage;

function deadLetter(origin: Origin, index: number, original: Uint8Array, why: Fault): DeadLetterRow {
  const { message, carrier, writerSchema } = origin;
  const header = isUnread(origin) ? undefined : origin.batch.header;
  return {
    carrier,
    topic: message.topic,
    partition: message.partition,
    offset: message.offset,
    record_index: index,
    ...why,
    original,
    writer_schema: writerSchema,
    source: header?.source.slice(0, 256) ?? '',
    produced_at: storable(header?.produced_at ?? 0),
    received_at: storable(message.timestamp),
    status: 'open',
    ver: 0,
  };
}

const whole = (origin: Origin, why: Fault): Validated => ({
  carrier: origin.carrier,
  accepted: [],
  dead: [deadLetter(origin, wholeMessage, origin.message.value ?? Buffer.alloc(0), why)],
  account: undefined,
});

/** A record's values, read and checked. */
function validateRecord({ batch }: ReadMessage, index: number): Cdr | Fault {
  try {
    const cdr = batch.record(index);
    return checkRecord(cdr, batch.header.produced_at) ?? cdr;
  } catch (error) {
    if (error instanceof DecodeError) return fault('', error.reason, error.message);
    throw error;
  }
}

function batchFault({ batch, bytes, message }: ReadMessage): Fault | undefined {
  return checkBatch({ header: batch.header, records: batch.size, bytes, receivedAt: message.timestamp });
}

/** Checks a message and each of its records. A pure function of the message: a replay gives the same rows. */
export function validateMessage(origin: Origin): Validated {
  if (isUnread(origin)) return whole(origin, origin.fault);
  const refused = batchFault(origin);
  if (refused !== undefined) return whole(origin, refused);
  return validateRecords(origin, Array(origin.batch.size).keys());
}

/** As `validateMessage`, without an object for a record that is plainly right. */
export function validateColumns(origin: Origin): ValidatedColumns {
  const columns = isUnread(origin) || batchFault(origin) ? undefined : origin.batch.columns();
  if (isUnread(origin) || columns === undefined) return { ...validateMessage(origin), plain: undefined };
  const plain = checkColumns(columns, origin.batch.header.produced_at);
  return { ...validateRecords(origin, plain.others, plain), plain };
}

/** Validates these records one by one; the account is the whole message's. */
function validateRecords(origin: ReadMessage, indexes: Iterable<number>, plain?: PlainRecords): Validated {
  const accepted: Cdr[] = [];
  const dead: DeadLetterRow[] = [];
  for (const index of indexes) {
    const validated = validateRecord(origin, index);
    if (isFault(validated)) dead.push(deadLetter(origin, index, origin.batch.original(index), validated));
    else accepted.push(validated);
  }
  return { carrier: origin.carrier, accepted, dead, account: account(origin, accepted, plain) };
}

function account(origin: ReadMessage, accepted: readonly Cdr[], plain: PlainRecords | undefined): BatchRow {
  const { message, carrier, batch } = origin;
  const stored = accepted.length + (plain?.rows.length ?? 0);
  const starts = accepted.map(({ start_time }) => start_time);
  const span = plain === undefined ? undefined : spanOf(plain.columns.numbers.start_time, plain.rows);
  return {
    carrier,
    topic: message.topic,
    partition: message.partition,
    offset: message.offset,
    batch_id: batch.header.batch_id,
    source: batch.header.source,
    sequence: batch.header.sequence,
    produced_at: storable(batch.header.produced_at),
    received_at: storable(message.timestamp),
    records: batch.size,
    accepted: stored,
    dead: batch.size - stored,
    first_start: stored === 0 ? 0 : Math.min(span?.first ?? Number.POSITIVE_INFINITY, ...starts),
    last_start: Math.max(span?.last ?? 0, ...starts),
  };
}
