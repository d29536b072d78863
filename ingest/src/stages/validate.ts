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

/** What became of one feed message. Each of its records is either accepted or a dead letter. */
export interface Validated {
  readonly carrier: string;
  readonly accepted: readonly Cdr[];
  readonly dead: readonly DeadLetterRow[];
  /** The message's row of `batches`; undefined where the message is a dead letter as a whole. */
  readonly account: BatchRow | undefined;
}

/**
 * The same. Records that are right as they came stay in columns (`plain`); `accepted` holds the other accepted ones.
 */
export interface ValidatedColumns extends Validated {
  readonly plain: PlainRecords | undefined;
}

const wholeMessage = -1;
/** A time that a stranger sent, as the store can hold it. 1970 where it can't. */
const storable = (time: number) => (time >= 0 && time < latestTime ? time : 0);

type DecodedMessage = ReadMessage | UnreadMessage;

function deadLetter(decoded: DecodedMessage, index: number, original: Uint8Array, why: Fault): DeadLetterRow {
  const { message, carrier, writerSchema } = decoded;
  const header = isUnread(decoded) ? undefined : decoded.batch.header;
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

const whole = (decoded: DecodedMessage, why: Fault): Validated => ({
  carrier: decoded.carrier,
  accepted: [],
  dead: [deadLetter(decoded, wholeMessage, decoded.message.value ?? Buffer.alloc(0), why)],
  account: undefined,
});

/** Reads and checks one record. */
function validateRecord({ batch }: ReadMessage, index: number, acceptedFrom: number): Cdr | Fault {
  try {
    const cdr = batch.record(index);
    return checkRecord(cdr, batch.header.produced_at, acceptedFrom) ?? cdr;
  } catch (error) {
    if (error instanceof DecodeError) return fault('', error.reason, error.message);
    throw error;
  }
}

function batchFault({ batch, bytes, message }: ReadMessage): Fault | undefined {
  return checkBatch({ header: batch.header, records: batch.size, bytes, receivedAt: message.timestamp });
}

/**
 * Checks a message and each of its records. The result depends on the message and the horizon of retention alone. So a replay gives
 * the same rows, but for records that have become too old meanwhile.
 * @param acceptedFrom the horizon, ms since 1970
 * @param tooOld records that are too old whatever the horizon, by their index
 */
export function validateMessage(
  decoded: DecodedMessage,
  acceptedFrom = 0,
  tooOld?: ReadonlySet<number>,
): Validated {
  if (isUnread(decoded)) return whole(decoded, decoded.fault);
  const refused = batchFault(decoded);
  if (refused !== undefined) return whole(decoded, refused);
  return validateRecords(decoded, Array(decoded.batch.size).keys(), (index) =>
    tooOld?.has(index) === true ? Number.POSITIVE_INFINITY : acceptedFrom,
  );
}

/** Does the same as `validateMessage`. It creates no object for a record that is right as it came, which saves time. */
export function validateColumns(decoded: DecodedMessage, acceptedFrom = 0): ValidatedColumns {
  const columns = isUnread(decoded) || batchFault(decoded) ? undefined : decoded.batch.columns();
  if (isUnread(decoded) || columns === undefined)
    return { ...validateMessage(decoded, acceptedFrom), plain: undefined };
  const plain = checkColumns(columns, decoded.batch.header.produced_at, acceptedFrom);
  return { ...validateRecords(decoded, plain.others, () => acceptedFrom, plain), plain };
}

/** Checks the records at `indexes` one by one. The account covers the whole message. */
function validateRecords(
  decoded: ReadMessage,
  indexes: Iterable<number>,
  acceptedFrom: (index: number) => number,
  plain?: PlainRecords,
): Validated {
  const accepted: Cdr[] = [];
  const dead: DeadLetterRow[] = [];
  for (const index of indexes) {
    const validated = validateRecord(decoded, index, acceptedFrom(index));
    if (isFault(validated)) dead.push(deadLetter(decoded, index, decoded.batch.original(index), validated));
    else accepted.push(validated);
  }
  return { carrier: decoded.carrier, accepted, dead, account: account(decoded, accepted, plain) };
}

/** The message's row of `batches`. A message without an accepted record has first_start 0. */
function account(decoded: ReadMessage, accepted: readonly Cdr[], plain: PlainRecords | undefined): BatchRow {
  const { message, carrier, batch } = decoded;
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
