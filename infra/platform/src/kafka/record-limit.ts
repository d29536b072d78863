import { createRequire } from 'node:module';
import { isFetchFull } from './fetch-size.ts';
import { record, tooManyRecords } from './over-limit.ts';

const require = createRequire(import.meta.url);

/**
 * Most Kafka records (messages) in a record batch, and in one fetch of a partition: ten times what a carrier's feed has
 * in 1 MB. A megabyte of gzip can hold 100 million records of seven bytes. kafkajs makes an object of each, and fails
 * to join more than about 120,000 into one fetch.
 */
export const recordLimit = 50_000;

/** Offsets of fields in Kafka's record batch, format v2. */
const at = { length: 8, attributes: 21, lastOffsetDelta: 23, count: 57, records: 61 } as const;
const compressionBits = 7;

interface ByteReader {
  readonly buffer: Buffer;
  offset: number;
}
const isByteReader = (value: unknown): value is ByteReader =>
  typeof value === 'object' &&
  value !== null &&
  'buffer' in value &&
  Buffer.isBuffer(value.buffer) &&
  'offset' in value &&
  typeof value.offset === 'number';

type Decode = (reader: unknown) => Promise<unknown>;
const isDecode = (value: unknown): value is Decode => typeof value === 'function';
type DecoderClass = new (buffer: Buffer) => unknown;
const isClass = (value: unknown): value is DecoderClass => typeof value === 'function';

/** kafkajs takes this error for the cut-off end of a fetch: it delivers what came before and fetches the rest again. */
class FetchIsFull extends Error {
  override name = 'KafkaJSPartialMessageError';
}

/** The record batch at the reader's offset; undefined where it is cut off. */
function batchAt({ buffer, offset }: ByteReader): Buffer | undefined {
  const rest = buffer.subarray(offset);
  if (rest.length < at.records) return undefined;
  const bytes = at.length + 4 + rest.readInt32BE(at.length);
  return bytes >= at.records && bytes <= rest.length ? rest.subarray(0, bytes) : undefined;
}

/**
 * A record batch with one record that replaces too many. It has the offset of the last one, and names all their
 * offsets.
 */
function replacement(batch: Buffer): Buffer {
  const header = Buffer.from(batch.subarray(0, at.records));
  const lastOffsetDelta = header.readInt32BE(at.lastOffsetDelta);
  const first = header.readBigInt64BE();
  const value = tooManyRecords({
    records: header.readInt32BE(at.count),
    first,
    last: first + BigInt(lastOffsetDelta),
    original: batch.subarray(at.records),
  });
  const only = record(lastOffsetDelta, value);
  header.writeInt32BE(at.records - at.length - 4 + only.length, at.length);
  header.writeInt16BE(header.readInt16BE(at.attributes) & ~compressionBits, at.attributes);
  header.writeInt32BE(1, at.count);
  return Buffer.concat([header, only]);
}

/**
 * Replaces kafkajs 2.2.4's reader of record batches, which has no limit, by one that checks the number of records
 * first. Must run before the first fetch. Throws where kafkajs isn't built as expected.
 */
export function limitRecords(): void {
  const path = require.resolve('kafkajs/src/protocol/recordBatch/v0/decoder');
  const decode: unknown = require(path);
  const Decoder: unknown = require('kafkajs/src/protocol/decoder');
  const loaded = require.cache[path];
  if (!isDecode(decode) || !isClass(Decoder) || loaded === undefined)
    throw new Error('this kafkajs reads record batches in another way than 2.2.4');
  const taken = new WeakMap<ByteReader, number>();
  loaded.exports = async (reader: unknown) => {
    const batch = isByteReader(reader) ? batchAt(reader) : undefined;
    if (!isByteReader(reader) || batch === undefined) return decode(reader);
    const count = batch.readInt32BE(at.count);
    const before = taken.get(reader) ?? 0;
    if (before > 0 && (before + count > recordLimit || isFetchFull(reader.buffer))) throw new FetchIsFull();
    taken.set(reader, before + count);
    if (count <= recordLimit) return decode(reader);
    reader.offset += batch.length;
    return decode(new Decoder(replacement(batch)));
  };
}
