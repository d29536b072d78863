import { pipeline, Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { bunzip2 } from './bunzip2.ts';
import { foreignTo } from './foreign.ts';

type Bytes = AsyncIterable<Buffer>;

/** What a file is, by how it begins. */
export type Kind =
  | { readonly as: 'text' | 'utf-16le' | 'utf-16be' | 'tar' | 'zip' }
  | { readonly as: 'compressed'; readonly name: string; readonly decompress: (bytes: Bytes) => Bytes }
  /** `what` goes behind "FILE is ". */
  | { readonly as: 'foreign'; readonly what: string };

/** Whether a file of this kind is its own content, byte by byte or as UTF-16. */
export const isText = ({ as }: Kind): boolean => as === 'text' || as === 'utf-16le' || as === 'utf-16be';

/** So many first bytes tell the kind; fewer do where the file has no more. */
export const headBytes = 4_096;

const compressions = [
  {
    name: 'gzip',
    magic: Buffer.from([0x1f, 0x8b]),
    decompress: (bytes: Bytes): Bytes => pipeline(Readable.from(bytes), createGunzip(), () => {}),
  },
  {
    name: 'zstd',
    magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
    decompress: (bytes: Bytes): Bytes => pipeline(Readable.from(bytes), createZstdDecompress(), () => {}),
  },
  { name: 'bzip2', magic: Buffer.from('BZh'), decompress: bunzip2 },
] as const;
const zips = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];

/** The kind of a file whose first `headBytes` these are. */
export function kindOf(head: Buffer): Kind {
  const compression = compressions.find(({ magic }) => startsWith(head, magic));
  if (compression !== undefined) return { as: 'compressed', ...compression };
  if (zips.some((magic) => startsWith(head, Buffer.from(magic)))) return { as: 'zip' };
  if (isTar(head)) return { as: 'tar' };
  const wide = utf16Of(head);
  const what = foreignTo(wide === undefined ? head : head.subarray(0, 4));
  if (what !== undefined) return { as: 'foreign', what };
  return { as: wide ?? 'text' };
}

const startsWith = (head: Buffer, magic: Buffer) => head.subarray(0, magic.length).equals(magic);

const tarBlock = 512;
const checksum = { from: 148, to: 156 };
const blank = ' '.charCodeAt(0);

/** Whether the first block is a tar header: the sum over it, its own field taken as blanks, is stated in it. */
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

/** Text of Western switches has a zero in every other byte then, and hardly any in the rest. */
const zeros = { most: 0.05, least: 0.5 };
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
