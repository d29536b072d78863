const marker = Buffer.from('ringtrace: a record batch that could not be decompressed\n');

const tooMany = /^ringtrace: a record batch of (\d+) records, offsets (\d+) to (\d+), is too many\n/;
/** Most bytes of the text above, with the longest numbers. */
const longestHead = 128;

/** Why a message's value was replaced by a text of this file; undefined where it is what the producer wrote. */
export function decompressionFailure(value: Buffer): string | undefined {
  if (value.subarray(0, marker.length).equals(marker))
    return 'the compressed record batch is damaged, or larger than is allowed once decompressed';
  const [found, records, first, last] = tooMany.exec(value.toString('latin1', 0, longestHead)) ?? [];
  if (found === undefined) return undefined;
  return `a record batch of ${records} records is more than is allowed: this stands for offsets ${first} to ${last}`;
}

interface TooMany {
  readonly records: number;
  readonly first: bigint;
  readonly last: bigint;
  /** The unchanged bytes of the records, compressed or not. */
  readonly original: Buffer;
}

/** The value of the one record that replaces a record batch with too many records. */
export const tooManyRecords = ({ records, first, last, original }: TooMany): Buffer =>
  Buffer.concat([
    Buffer.from(
      `ringtrace: a record batch of ${records} records, offsets ${first} to ${last}, is too many\n`,
    ),
    original,
  ]);

/** Kafka's zigzag varint of a number that isn't negative. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value * 2; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
}

/** One record of Kafka's format v2: attributes, timestamp delta, offset delta, no key, value, no headers. */
export function record(offsetDelta: number, value: Buffer): Buffer {
  const noKey = Buffer.from([1]);
  const body = Buffer.concat([
    Buffer.from([0, 0]),
    varint(offsetDelta),
    noKey,
    varint(value.length),
    value,
    Buffer.from([0]),
  ]);
  return Buffer.concat([varint(body.length), body]);
}

/**
 * Records that replace those of a record batch that can't be decompressed. (An error would stop kafkajs at this offset
 * for good, and with it the feeds of all carriers.) Each record has the same text as its value. The first also has the
 * original bytes.
 */
export function undecompressed(compressed: Buffer): Buffer {
  // kafkajs passes the compressed bytes as a view into the record batch; the 4 bytes before them are the number of
  // records.
  const before =
    compressed.byteOffset >= 4 ? Buffer.from(compressed.buffer, compressed.byteOffset - 4, 4) : undefined;
  const count = before?.readInt32BE() ?? 1;
  return Buffer.concat(
    Array.from({ length: count }, (_, i) =>
      record(i, i === 0 ? Buffer.concat([marker, compressed]) : marker),
    ),
  );
}
