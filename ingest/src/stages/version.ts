import { encodeRecord } from '@ringtrace/platform/avro/batch-reader';
import type { CdrColumns } from '@ringtrace/platform/avro/cdr-columns';
import type { Cdr } from '@ringtrace/schemas/cdr';
import { contentHash } from './content-hash.ts';

// The version of an accepted CDR: its revision in the high byte, 56 bits of a hash of its content below. The greatest
// wins, so that neither the order of arrival nor the batch can show. Content is the whole record in its canonical
// form, in Avro binary of this version's schema, whatever it was written with. The raw Identity header counts
// although it isn't stored: what is read from it one day must not depend on which of two copies came last.

const low24Bits = 0xffffff;

/** The version of one CDR, as `checkRecord` left it. */
export function versionOf(cdr: Cdr): bigint {
  const bytes = encodeRecord(cdr);
  const words = new Uint32Array(2);
  contentHash(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length, words, 0);
  const [low = 0, high = 0] = words;
  return (BigInt(cdr.revision) << 56n) | (BigInt(high & low24Bits) << 32n) | BigInt(low);
}

/** The versions of records that came in their canonical form: low and high word of record `row` from 2 * row on. */
export function versionsOf(
  { scratch, view, size, records, numbers }: CdrColumns,
  rows: Int32Array,
): Uint32Array {
  const words = scratch.uint32(2 * size);
  for (const row of rows) {
    contentHash(view, records.start[row] ?? 0, records.end[row] ?? 0, words, 2 * row);
    const high = words[2 * row + 1] ?? 0;
    words[2 * row + 1] = ((numbers.revision[row] ?? 0) << 24) | (high & low24Bits);
  }
  return words;
}
