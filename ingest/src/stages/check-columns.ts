import { hasDigitIn, isDamagedIn } from '@ringtrace/enrich/number';
import type { CdrColumns, Spans, TextField } from '@ringtrace/platform/avro/cdr-columns';
import type { Scratch } from '@ringtrace/platform/scratch';
import { batchLimits } from '@ringtrace/schemas/cdr';
import { isProviderIdIn } from '@ringtrace/schemas/provider-id';
import { longest, longestCallMs } from './check.ts';
import { readUuid } from './uuid-words.ts';

/**
 * A message's columns, split in two: records that are right as they came, and records that `checkRecord` must look at.
 */
export interface PlainRecords {
  readonly columns: CdrColumns;
  /** Indexes of the records that are right as they came, ascending. */
  readonly rows: Int32Array;
  /** Indexes of all other records, ascending. */
  readonly others: Int32Array;
  /**
   * The origid of record i, as four words from 4 * i on, in the order in which ClickHouse stores a UUID. Zeros: no
   * origid.
   */
  readonly origids: Uint32Array;
}

/** A byte for each record: 1 = `checkRecord` has to look at it. */
type Odd = Uint8Array;

/**
 * Finds the records that are right and in canonical form, which nearly all are. Records that are not are left to
 * `checkRecord`, which may correct, accept or refuse them.
 * @param producedAt the batch's produced_at, ms since 1970.
 * @param acceptedFrom the horizon of retention, ms since 1970.
 */
export function checkColumns(columns: CdrColumns, producedAt: number, acceptedFrom = 0): PlainRecords {
  const odd = columns.scratch.uint8(columns.size);
  odd.set(columns.odd);
  for (const name of Object.keys(longest)) if (isText(name)) checkText(columns.texts[name], name, odd);
  checkIdentities(columns, odd);
  checkParties(columns, odd);
  checkProviders(columns, columns.texts.upstream, odd);
  checkProviders(columns, columns.texts.downstream, odd);
  checkTimes(columns, producedAt, Math.max(batchLimits.earliestStart, acceptedFrom), odd);
  checkCodes(columns, odd);
  const origids = readOrigids(columns, odd);
  return { columns, origids, ...partition(odd, columns.scratch) };
}

const isText = (name: string): name is TextField => name in longest;

/**
 * An empty text means null, and a long one may have to be cut: `checkRecord` does both. Lengths here are in bytes. A
 * text has at most as many UTF-16 units, which the limits count.
 */
function checkText({ start, end }: Spans, name: TextField, odd: Odd): void {
  const mayBeEmpty = name === 'calling_number';
  const most = longest[name];
  for (let row = 0; row < odd.length; row += 1) {
    const from = start[row] ?? -1;
    if (from < 0) continue;
    const size = (end[row] ?? 0) - from;
    if (size > most || (size === 0 && !mayBeEmpty)) odd[row] = 1;
  }
}

/**
 * A record with an Identity header goes another way: verifying the signature takes a hundred times as long as all else.
 */
function checkIdentities({ texts: { identity } }: CdrColumns, odd: Odd): void {
  for (let row = 0; row < odd.length; row += 1) if ((identity.start[row] ?? -1) >= 0) odd[row] = 1;
}

function checkParties({ view, texts: { calling_number, called_number } }: CdrColumns, odd: Odd): void {
  for (let row = 0; row < odd.length; row += 1) {
    const start = called_number.start[row] ?? 0;
    const end = called_number.end[row] ?? 0;
    if (!hasDigitIn(view, start, end) || isDamagedIn(view, start, end)) odd[row] = 1;
    if (isDamagedIn(view, calling_number.start[row] ?? 0, calling_number.end[row] ?? 0)) odd[row] = 1;
  }
}

function checkProviders({ view }: CdrColumns, { start, end }: Spans, odd: Odd): void {
  for (let row = 0; row < odd.length; row += 1) {
    const from = start[row] ?? -1;
    if (from >= 0 && !isProviderIdIn(view, from, end[row] ?? 0)) odd[row] = 1;
  }
}

function checkTimes({ numbers }: CdrColumns, producedAt: number, earliest: number, odd: Odd): void {
  const { start_time, answer_time, end_time } = numbers;
  const latest = producedAt + batchLimits.futureMs;
  for (let row = 0; row < odd.length; row += 1) {
    const start = start_time[row] ?? 0;
    const end = end_time[row] ?? 0;
    const answer = answer_time[row] ?? Number.NaN;
    const inRange = start >= earliest && start <= latest;
    const lasted = end >= start && end <= start + longestCallMs;
    // Every comparison with the NaN of an unanswered call is false.
    if (!inRange || !lasted || answer < start || answer > end) odd[row] = 1;
  }
}

function checkCodes({ view, numbers, texts }: CdrColumns, odd: Odd): void {
  const { revision, sip_code } = numbers;
  const { attestation, verstat, ingress_country } = texts;
  for (let row = 0; row < odd.length; row += 1) {
    const version = revision[row] ?? -1;
    const code = sip_code[row] ?? -1;
    const known = code === 0 || (code >= 100 && code <= 699);
    if (version < 0 || version > 255 || !known) odd[row] = 1;
    if (!isLetters(view, attestation, row, 1, letterC)) odd[row] = 1;
    if (!isLetters(view, ingress_country, row, 2, letterZ)) odd[row] = 1;
    if (!isVerstat(view, verstat.start[row] ?? 0, verstat.end[row] ?? 0)) odd[row] = 1;
  }
}

const letterA = 65;
const letterC = 67;
const letterZ = 90;

/** Whether there is no text, or exactly `size` capital letters from A to `last`. */
function isLetters(view: DataView, { start, end }: Spans, row: number, size: number, last: number): boolean {
  const from = start[row] ?? -1;
  if (from < 0) return true;
  if (end[row] !== from + size) return false;
  for (let at = from; at < from + size; at += 1) {
    const letter = view.getUint8(at);
    if (letter < letterA || letter > last) return false;
  }
  return true;
}

const words = (text: string) => ({
  first: Buffer.from(text).readUInt32BE(0),
  last: Buffer.from(text).readUInt16BE(text.length - 2),
});
const passed = words('passed');
const failed = words('failed');
const none = words('none').first;

function isVerstat(view: DataView, start: number, end: number): boolean {
  if (end - start === 4) return view.getUint32(start) === none;
  if (end - start !== 6) return false;
  const first = view.getUint32(start);
  const last = view.getUint16(start + 4);
  return (first === passed.first && last === passed.last) || (first === failed.first && last === failed.last);
}

/** The origids as words. Records whose origid is no UUID in canonical form are marked in `odd`. */
function readOrigids({ scratch, view, size, texts: { origid } }: CdrColumns, odd: Odd): Uint32Array {
  const words = scratch.uint32(4 * size);
  for (let row = 0; row < size; row += 1) {
    const from = origid.start[row] ?? -1;
    if (from >= 0 && !readUuid(view, from, origid.end[row] ?? 0, words, 4 * row)) odd[row] = 1;
  }
  return words;
}

/** Splits the record indexes by `odd`. Both lists are ascending and share one array. */
function partition(odd: Odd, scratch: Scratch): { rows: Int32Array; others: Int32Array } {
  const indexes = scratch.int32(odd.length);
  let plain = 0;
  let last = odd.length;
  for (let row = 0; row < odd.length; row += 1) {
    if (odd[row] === 0) indexes[plain++] = row;
    else indexes[--last] = row;
  }
  return { rows: indexes.subarray(0, plain), others: indexes.subarray(plain).reverse() };
}
