import { isUtf8 } from 'node:buffer';
import { batchLimits, type Cdr, type CdrField, cdrFields } from '@ringtrace/schemas/cdr';
import type { Scratch } from '../scratch.ts';

type FieldsOf<V> = { [K in CdrField]: NonNullable<Cdr[K]> extends V ? K : never }[CdrField];
export type TextField = FieldsOf<string>;
type NumberField = FieldsOf<number | boolean>;

/** Where each record's value starts and ends in the message; a start of -1 is null. */
export interface Spans {
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/**
 * The records of a message, column by column, without an object or a string for any of them. Texts, numbers and `odd`
 * hold until the next message is read with the same scratch.
 */
export interface CdrColumns {
  /** For what later stages work out of them. */
  readonly scratch: Scratch;
  readonly bytes: Buffer;
  /** The same bytes. */
  readonly view: DataView;
  readonly size: number;
  /** Each record as a whole: Avro binary of this version's schema. */
  readonly records: Spans;
  readonly texts: Readonly<Record<TextField, Spans>>;
  /** Times in ms since 1970, NaN where null; booleans as 0 and 1. */
  readonly numbers: Readonly<Record<NumberField, Float64Array>>;
  /** 1 where the bytes are not what avsc would write of their value: read that record with it. */
  readonly odd: Uint8Array;
}

/** How a field is read, and which column it fills. */
type Step =
  | { readonly kind: 'text'; readonly nullable: boolean; readonly column: Spans }
  | { readonly kind: 'long' | 'boolean'; readonly nullable: boolean; readonly column: Float64Array };

const spansOf = (scratch: Scratch, capacity: number): Spans => ({
  start: scratch.int32(capacity),
  end: scratch.int32(capacity),
});

const isText = (name: CdrField): name is TextField => cdrFields[name].avro === 'string';

/** Empty columns, and the steps that fill them in the order of the schema's fields. */
function compile(scratch: Scratch, capacity: number) {
  const names = fieldNames(cdrFields);
  const texts = keyed(names.filter(isText), () => spansOf(scratch, capacity));
  const numbers = keyed(
    names.filter((name): name is NumberField => !isText(name)),
    () => scratch.float64(capacity),
  );
  const steps = names.map((name): Step => {
    const nullable = 'nullable' in cdrFields[name];
    if (isText(name)) return { kind: 'text', nullable, column: texts[name] };
    return {
      kind: cdrFields[name].avro === 'boolean' ? 'boolean' : 'long',
      nullable,
      column: numbers[name],
    };
  });
  return { texts, numbers, steps };
}

function fieldNames<T extends object>(fields: T): (keyof T)[];
function fieldNames(fields: object): string[] {
  return Object.keys(fields);
}

function keyed<K extends string, V>(names: readonly K[], make: (name: K) => V): Record<K, V>;
function keyed<V>(names: readonly string[], make: (name: string) => V): Record<string, V> {
  return Object.fromEntries(names.map((name) => [name, make(name)]));
}

/** Reads Avro binary. Throws RangeError where the bytes can't be what the schema says. */
class Reader {
  readonly view: DataView;
  readonly #bytes: Buffer;
  at: number;
  /** Set where a value is not in the form avsc would write. */
  odd = 0;

  constructor(bytes: Buffer, view: DataView, at: number) {
    this.#bytes = bytes;
    this.view = view;
    this.at = at;
  }

  /** A zigzag varint. */
  long(): number {
    const byte = this.view.getUint8(this.at++);
    return byte < 0x80 ? (byte >>> 1) ^ -(byte & 1) : this.#long(byte);
  }

  #long(first: number): number {
    let value = first & 0x7f;
    for (let scale = 0x80; scale < 2 ** 70; scale *= 0x80) {
      const byte = this.view.getUint8(this.at++);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (byte === 0 || value > Number.MAX_SAFE_INTEGER) this.odd = 1;
        return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      }
    }
    throw new RangeError('an integer is too long');
  }

  /** Which branch of a union of null and one type: false = null. */
  present(): boolean {
    const branch = this.long();
    if (branch !== 0 && branch !== 1) throw new RangeError('no such branch');
    return branch === 1;
  }

  boolean(): number {
    const byte = this.view.getUint8(this.at++);
    if (byte > 1) this.odd = 1;
    return byte;
  }

  /** A string of UTF-8, by its place. */
  text({ start, end }: Spans, row: number): void {
    const length = this.long();
    const from = this.at;
    const to = from + length;
    if (!(length >= 0 && to <= this.#bytes.length)) throw new RangeError('a text is cut off');
    start[row] = from;
    end[row] = to;
    this.at = to;
    if (!this.#isAscii(from, to) && !isUtf8(this.#bytes.subarray(from, to))) this.odd = 1;
  }

  #isAscii(from: number, to: number): boolean {
    let bits = 0;
    let at = from;
    for (; at + 4 <= to; at += 4) bits |= this.view.getInt32(at, true);
    for (; at < to; at += 1) bits |= this.view.getInt8(at);
    return (bits & 0x80808080) === 0;
  }
}

function readField(reader: Reader, step: Step, row: number): void {
  if (step.nullable && !reader.present()) {
    if (step.kind === 'text') step.column.start[row] = -1;
    else step.column[row] = Number.NaN;
  } else if (step.kind === 'text') reader.text(step.column, row);
  else step.column[row] = step.kind === 'long' ? reader.long() : reader.boolean();
}

export interface ReadRecords {
  readonly columns: CdrColumns;
  /** Where the array of records ends. */
  readonly end: number;
}

/**
 * Reads the array of records that starts at `start`, written by this version's schema. Undefined where it holds more
 * records than a batch may or can't be read at all: avsc says why.
 */
export function readColumns(bytes: Buffer, start: number, scratch: Scratch): ReadRecords | undefined {
  try {
    return readBlocks(bytes, start, scratch);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readBlocks(bytes: Buffer, start: number, scratch: Scratch, room?: number): ReadRecords | undefined {
  scratch.reset();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const reader = new Reader(bytes, view, start);
  let count = blockCount(reader);
  // Most writers put all records into one block.
  const capacity = room ?? count;
  if (capacity > batchLimits.records) return undefined;
  const { texts, numbers, steps } = compile(scratch, capacity);
  // Not scratch: a message's records can be read as long as it lives.
  const records = { start: new Int32Array(capacity), end: new Int32Array(capacity) };
  const odd = scratch.uint8(capacity);
  let size = 0;
  for (; count > 0; count = blockCount(reader)) {
    if (size + count > capacity)
      return room === undefined ? readBlocks(bytes, start, scratch, batchLimits.records) : undefined;
    for (const last = size + count; size < last; size += 1) {
      records.start[size] = reader.at;
      reader.odd = 0;
      for (const step of steps) readField(reader, step, size);
      records.end[size] = reader.at;
      odd[size] = reader.odd;
    }
  }
  const columns = { scratch, bytes, view, size, records, texts, numbers, odd };
  return { columns: size < capacity ? trimmed(columns) : columns, end: reader.at };
}

/** Without the room that was not needed. */
function trimmed(columns: CdrColumns): CdrColumns {
  const { size, texts, numbers } = columns;
  const cut = ({ start, end }: Spans) => ({ start: start.subarray(0, size), end: end.subarray(0, size) });
  return {
    ...columns,
    records: cut(columns.records),
    texts: keyed(fieldNames(texts), (name) => cut(texts[name])),
    numbers: keyed(fieldNames(numbers), (name) => numbers[name].subarray(0, size)),
    odd: columns.odd.subarray(0, size),
  };
}

/** Number of records in the next block; 0 ends the array. */
function blockCount(reader: Reader): number {
  const count = reader.long();
  if (count >= 0) return count;
  reader.long();
  return -count;
}
