import { createGunzip, createZstdDecompress } from 'node:zlib';
import { bunzip2 } from './bunzip2.ts';
import { decompressed } from './decompress.ts';
import { foreignTo } from './foreign.ts';

type Bytes = AsyncIterable<Buffer>;

/** The kind of a file, told by its first bytes. */
export type Kind =
  | { readonly as: 'text' | 'utf-16le' | 'utf-16be' | 'tar' | 'zip' }
  | { readonly as: 'compressed'; readonly name: string; readonly decompress: (bytes: Bytes) => Bytes }
  /** `what` follows the words "FILE is". */
  | { readonly as: 'foreign'; readonly what: string };

/** Whether the file is text as it is, without unpacking: bytes of text or UTF-16. */
export const isText = ({ as }: Kind): boolean => as === 'text' || as === 'utf-16le' || as === 'utf-16be';

/** How many first bytes are needed to tell the kind. Fewer are enough where the file has no more. */
export const headBytes = 4_096;

/** Compressions, with the first bytes of their files in hexadecimal. */
const compressions = [
  {
    name: 'gzip',
    magic: /^1f8b/,
    decompress: (bytes: Bytes): Bytes => decompressed(bytes, () => createGunzip(), true),
  },
  {
    name: 'zstd',
    // The second form is a frame to be skipped, with which pzstd begins (RFC 8878, 3.1.2).
    magic: /^(?:28b52ffd|5[0-9a-f]2a4d18)/,
    decompress: (bytes: Bytes): Bytes => decompressed(bytes, () => createZstdDecompress()),
  },
  // `BZh`, a block size, and then a block or the end of an empty file.
  { name: 'bzip2', magic: /^425a683[1-9](?:314159265359|177245385090)/, decompress: bunzip2 },
] as const;
/** Longest of these beginnings, bytes. */
const mostMagic = 10;
const zip = /^504b0(?:304|506|708)/;

/** The kind of a file that begins with these bytes (`headBytes` of them, or the whole file). */
export function kindOf(head: Buffer): Kind {
  const start = head.toString('hex', 0, mostMagic);
  const compression = compressions.find(({ magic }) => magic.test(start));
  if (compression !== undefined) return { as: 'compressed', ...compression };
  if (zip.test(start)) return { as: 'zip' };
  if (isTar(head)) return { as: 'tar' };
  const wide = utf16Of(head);
  const what = foreignTo(wide === undefined ? head : head.subarray(0, 4));
  if (what !== undefined) return { as: 'foreign', what };
  return { as: wide ?? 'text' };
}

const tarBlock = 512;
const checksum = { from: 148, to: 156 };
const blank = ' '.charCodeAt(0);

/**
 * Whether the first 512 bytes are a tar header. The header states the sum of its bytes, where the field of the sum
 * counts as blanks.
 */
function isTar(head: Buffer): boolean {
  if (head.length < tarBlock) return false;
  const stated = head.toString('latin1', checksum.from, checksum.to);
  const octal = /^ *([0-7]+)[ \0]*$/.exec(stated)?.[1];
  if (octal === undefined) return false;
  let sum = 0;
  for (let at = 0; at < tarBlock; at += 1)
    sum += at >= checksum.from && at < checksum.to ? blank : (head[at] ?? 0);
  return sum === Number.parseInt(octal, 8);
}

/**
 * Shares of zero bytes that show UTF-16. Western text then has a zero in nearly every other byte, and hardly any in the
 * rest.
 */
const zeros = { most: 0.05, least: 0.5 };
/** How many bytes are looked at, at most. */
const told = 1_024;

function utf16Of(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const mark = head.toString('latin1', 0, 2);
  if (mark === '\xFF\xFE') return 'utf-16le';
  if (mark === '\xFE\xFF') return 'utf-16be';
  const pairs = Math.floor(Math.min(head.length, told) / 2);
  if (pairs < 2) return undefined;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < pairs; at += 1) {
    if (head[2 * at] === 0) even += 1;
    if (head[2 * at + 1] === 0) odd += 1;
  }
  if (odd >= pairs * zeros.least && even <= pairs * zeros.most) return 'utf-16le';
  return even >= pairs * zeros.least && odd <= pairs * zeros.most ? 'utf-16be' : undefined;
}
