import { encodeRecord } from '@ringtrace/platform/avro/batch-reader';
import type { CdrColumns } from '@ringtrace/platform/avro/cdr-columns';
import type { Cdr } from '@ringtrace/schemas/cdr';
import { contentHash } from './content-hash.ts';

// The version of an accepted CDR: its revision in the highest 8 bits, and 56 bits of a hash of its content below. The
// store keeps the row with the greatest version. So neither the order of arrival nor the batch matters.
// The hash covers the whole record in canonical form, in Avro binary of the current schema, whichever schema it was
// sent with. It includes the raw Identity header, although that is not stored: the columns read from the header must
// not depend on which of two copies arrived last.

const low24Bits = 0xffffff;

/** The version of one CDR in canonical form, see `checkRecord`. */
export function versionOf(cdr: Cdr): bigint {
  const bytes = encodeRecord(cdr);
  const words = new Uint32Array(2);
  contentHash(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length, words, 0);
  const [low = 0, high = 0] = words;
  return (BigInt(cdr.revision) << 56n) | (BigInt(high & low24Bits) << 32n) | BigInt(low);
}

/** The versions of records that came in canonical form: words 2 * i (low) and 2 * i + 1 (high) are record i's. */
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
