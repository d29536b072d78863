import { createRequire } from 'node:module';
import { isFetchFull } from './fetch-size.ts';
import { record, tooManyRecords } from './over-limit.ts';

const require = createRequire(import.meta.url);

/**
 * A record batch, and one fetch of a partition, may have this many records: ten times what any carrier's feed holds in
 * 1 MB. A megabyte of gzip can hold 100 million of seven bytes each; kafkajs makes an object of each, and can't
 * even join more than about 120,000 into one fetch.
 */
export const recordLimit = 50_000;

/** Kafka's record batch, format v2: where its fields lie, from its first byte. */
const at = { length: 8, attributes: 21, lastOffsetDelta: 23, count: 57, records: 61 } as const;
const compressionBits = 7;

interface Source {
  readonly buffer: Buffer;
  offset: number;
}
const isSource = (value: unknown): value is Source =>
  typeof value === 'object' &&
  value !== null &&
  'buffer' in value &&
  Buffer.isBuffer(value.buffer) &&
  'offset' in value &&
  typeof value.offset === 'number';

type Decode = (source: unknown) => Promise<unknown>;
const isDecode = (value: unknown): value is Decode => typeof value === 'function';
type DecoderClass = new (buffer: Buffer) => unknown;
const isClass = (value: unknown): value is DecoderClass => typeof value === 'function';

/** What kafkajs takes for the cut-off tail of a fetch: it serves what came before and fetches the rest anew. */
class FetchIsFull extends Error {
  override name = 'KafkaJSPartialMessageError';
}

/** The batch at the source's position, undefined where it is cut off. */
function batchAt({ buffer, offset }: Source): Buffer | undefined {
  const rest = buffer.subarray(offset);
  if (rest.length < at.records) return undefined;
  const bytes = at.length + 4 + rest.readInt32BE(at.length);
  return bytes >= at.records && bytes <= rest.length ? rest.subarray(0, bytes) : undefined;
}

/** A batch of one record in place of too many: it has the last one's offset, and says which offsets are passed. */
function standIn(batch: Buffer): Buffer {
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
 * Puts the limit before kafkajs 2.2.4's reading of record batches, which has none: whether or not they are compressed,
 * and before anything is made of them. Has to run before the first fetch. Throws where kafkajs isn't built as expected.
 */
export function limitRecords(): void {
  const path = require.resolve('kafkajs/src/protocol/recordBatch/v0/decoder');
  const decode: unknown = require(path);
  const Decoder: unknown = require('kafkajs/src/protocol/decoder');
  const loaded = require.cache[path];
  if (!isDecode(decode) || !isClass(Decoder) || loaded === undefined)
    throw new Error('this kafkajs reads record batches in another way than 2.2.4');
  const taken = new WeakMap<Source, number>();
  loaded.exports = async (source: unknown) => {
    const batch = isSource(source) ? batchAt(source) : undefined;
    if (!isSource(source) || batch === undefined) return decode(source);
    const count = batch.readInt32BE(at.count);
    const before = taken.get(source) ?? 0;
    if (before > 0 && (before + count > recordLimit || isFetchFull(source.buffer))) throw new FetchIsFull();
    taken.set(source, before + count);
    if (count <= recordLimit) return decode(source);
    source.offset += batch.length;
    return decode(new Decoder(standIn(batch)));
  };
}
