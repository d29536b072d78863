import { createHash } from 'node:crypto';
import { ByteDictionary } from '@ringtrace/schemas/byte-dictionary';
import { maxHolders } from '../holder-table.ts';
import { firstNanp } from '../nanp.ts';
import { ReferenceFileError } from '../reference-file-error.ts';

/** Numbers and who holds each, as a file of millions of lines names them. */
export interface NumberList {
  /** In order, each once. */
  readonly holders: readonly string[];
  /** In order of the numbers: see `numberIn` and `holderIn`. */
  readonly packed: Float64Array;
  /** SHA-256 of both. */
  readonly digest: string;
}

export interface NumberListFile {
  readonly bytes: Buffer;
  /** Named in errors. */
  readonly file: string;
  /** The second column; the first is `number`. */
  readonly column: string;
  readonly holder: { readonly pattern: RegExp; readonly must: string };
}

/** A packed value is a number's place in the plan before its holder's place in `holders`: exact in 53 bits. */
const perNumber = maxHolders + 1;
export const numberIn = (packed: number) => Math.floor(packed / perNumber) + firstNanp;
export const holderIn = (packed: number) => packed % perNumber;

const newline = 10;
const carriageReturn = 13;
const comma = 44;
const plus = 43;
const zero = 48;

/**
 * Reads a file with the header `number,<column>`: a NANP number of 10 digits, or 11 with the leading 1, and its
 * holder, one a line. Throws ReferenceFileError, and takes nothing, where a line is wrong or a number stands twice.
 */
export function readNumberList(source: NumberListFile): NumberList {
  const { bytes, file, holder } = source;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const dictionary = new ByteDictionary();
  const found: string[] = [];
  const packed = new Float64Array(countLines(bytes));
  let size = 0;
  eachLine(source, (line, n, start, end) => {
    const id = dictionary.idOf(view, start, end);
    if (id === found.length) found.push(holderAt(line, start, end));
    packed[size] = (n - firstNanp) * perNumber + id;
    size += 1;
  });

  function holderAt(line: number, start: number, end: number): string {
    const text = bytes.toString('utf8', start, end);
    if (!holder.pattern.test(text)) {
      throw new ReferenceFileError(`${file}:${line}: ${source.column}: '${text}' ${holder.must}`);
    }
    if (found.length >= maxHolders) throw new ReferenceFileError(`${file}:${line}: is one holder too many`);
    return text;
  }

  const holders = found.toSorted();
  const own = packed.subarray(0, size);
  inOrder(own, found, holders);
  refuseTwice(source, own);
  return { holders, packed: own, digest: digestOf(holders, own) };
}

/** Holders by their place in order instead of in the file, and the numbers in order. */
function inOrder(packed: Float64Array, found: readonly string[], holders: readonly string[]): void {
  const places = new Map(holders.map((holder, place) => [holder, place]));
  const placeOf = Uint32Array.from(found, (holder) => places.get(holder) ?? 0);
  for (let i = 0; i < packed.length; i += 1) {
    const value = packed[i] ?? 0;
    const id = holderIn(value);
    packed[i] = value - id + (placeOf[id] ?? 0);
  }
  packed.sort();
}

function refuseTwice(source: NumberListFile, packed: Float64Array): void {
  for (let i = 1; i < packed.length; i += 1) {
    const n = numberIn(packed[i] ?? 0);
    if (n !== numberIn(packed[i - 1] ?? 0)) continue;
    const lines: number[] = [];
    eachLine(source, (line, number) => {
      if (number === n) lines.push(line);
    });
    throw new ReferenceFileError(
      `${source.file}:${lines[1]}: number ${n} stands on line ${lines[0]} already: keep one of them`,
    );
  }
}

function digestOf(holders: readonly string[], packed: Float64Array): string {
  const numbers = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  return createHash('sha256').update(JSON.stringify(holders)).update(numbers).digest('hex');
}

function countLines(bytes: Buffer): number {
  let lines = 1;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines += 1;
  return lines;
}

type Visit = (line: number, n: number, holderStart: number, holderEnd: number) => void;

function eachLine({ bytes, file, column }: NumberListFile, visit: Visit): void {
  const header = `number,${column}`;
  let end = endOfLine(bytes, 0);
  if (
    bytes
      .toString('utf8', 0, end)
      .replace(/^\uFEFF/, '')
      .trimEnd() !== header
  ) {
    throw new ReferenceFileError(`${file}:1: the first line must be the header '${header}'`);
  }
  for (let line = 2, start = end + 1; start < bytes.length; line += 1, start = end + 1) {
    end = endOfLine(bytes, start);
    const last = bytes[end - 1] === carriageReturn ? end - 1 : end;
    if (last <= start) continue;
    const split = bytes.indexOf(comma, start);
    const n = split < 0 || split > last ? 0 : nanpNumber(bytes, start, split);
    if (n === 0) {
      const text = bytes.toString('utf8', start, Math.min(last, start + 40));
      throw new ReferenceFileError(
        `${file}:${line}: '${text}' must be a number of 10 digits (or 11 with the leading 1), a comma and ${column}`,
      );
    }
    visit(line, n, split + 1, last);
  }
}

function endOfLine(bytes: Buffer, start: number): number {
  const end = bytes.indexOf(newline, start);
  return end < 0 ? bytes.length : end;
}

/** [2-9]XX[2-9]XXXXXX with or without +1 or 1; 0 for anything else. */
function nanpNumber(bytes: Buffer, start: number, end: number): number {
  const from = bytes[start] === plus ? start + 1 : start;
  let value = 0;
  for (let at = from; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return 0;
    value = value * 10 + digit;
  }
  const n = end - from === 10 && from === start ? value + 10_000_000_000 : value;
  const fits = n >= firstNanp && n < 20_000_000_000 && n % 10_000_000 >= 2_000_000;
  return fits ? n : 0;
}
