import { type Chunk, chunkBytes, giveBack, takeChunk } from './chunk-pool.ts';
import { copyBytes } from './copy-bytes.ts';

/** A finished block, ready to be sent: its bytes in order, in several buffers. */
export class Body {
  readonly pieces: readonly Buffer[];
  #chunks: readonly Chunk[];

  constructor(pieces: readonly Buffer[], chunks: readonly Chunk[]) {
    this.pieces = pieces;
    this.#chunks = chunks;
  }

  /** Gives the memory back for further blocks. Call it once the bytes are sent: they must not be read afterwards. */
  release(): void {
    giveBack(this.#chunks);
    this.#chunks = [];
  }

  /** A copy of all bytes in one buffer. */
  toBuffer(): Buffer {
    return Buffer.concat(this.pieces);
  }
}

const firstBytes = 1 << 12;
const nothing = Buffer.allocUnsafeSlow(0);

/** Bytes that column writers append while a block is built, kept in chunks. No value crosses the end of a chunk. */
export class NativeBuffer {
  #full: { readonly chunk: Chunk; readonly length: number }[] = [];
  #chunk: Chunk | undefined;
  #bytes: Buffer = nothing;
  #view: DataView = new DataView(nothing.buffer);
  #at = 0;
  #room = 0;
  #before = 0;
  /** Size of the last chunk, bytes. Chunks double from 4 KiB, so that a column of few rows takes little memory. */
  #size = firstBytes / 2;

  get length(): number {
    return this.#before + this.#at;
  }

  /** Reserves `size` bytes and returns their offset in `#view`. */
  #take(size: number): number {
    if (this.#at + size > this.#room) this.#next(size);
    const at = this.#at;
    this.#at = at + size;
    return at;
  }

  #next(size: number): void {
    this.#close();
    this.#size = Math.min(2 * this.#size, chunkBytes);
    const chunk = takeChunk(Math.max(size, this.#size));
    this.#chunk = chunk;
    this.#bytes = chunk.bytes;
    this.#view = chunk.view;
    this.#room = chunk.bytes.length;
  }

  #close(): void {
    if (this.#chunk !== undefined && this.#at > 0) this.#full.push({ chunk: this.#chunk, length: this.#at });
    else if (this.#chunk !== undefined) giveBack([this.#chunk]);
    this.#before += this.#at;
    this.#chunk = undefined;
    this.#at = 0;
    this.#room = 0;
  }

  // These methods throw RangeError for a value outside its type's range. The bulk methods below (`u8s`, ...) do not
  // check.

  u8(value: number): void {
    const at = this.#take(1);
    this.#view.setUint8(at, value);
  }

  u16(value: number): void {
    const at = this.#take(2);
    this.#bytes.writeUInt16LE(value, at);
  }

  u32(value: number): void {
    const at = this.#take(4);
    this.#bytes.writeUInt32LE(value, at);
  }

  i32(value: number): void {
    const at = this.#take(4);
    this.#bytes.writeInt32LE(value, at);
  }

  /** An integer below 2^53 as Int64 or UInt64, written as two 32-bit halves: BigInt would be slower. */
  i64(value: number): void {
    const at = this.#take(8);
    const low = value >>> 0;
    this.#bytes.writeUInt32LE(low, at);
    this.#bytes.writeInt32LE((value - low) / 0x1_0000_0000, at + 4);
  }

  u64(value: bigint): void {
    const at = this.#take(8);
    this.#bytes.writeBigUInt64LE(value, at);
  }

  f64(value: number): void {
    const at = this.#take(8);
    this.#view.setFloat64(at, value, true);
  }

  /** Unsigned LEB128, as ClickHouse writes lengths. */
  varUint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.u8((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.u8(rest);
  }

  /** Length, then UTF-8. */
  string(value: string): void {
    if (value.length < 0x80 && this.#shortAscii(value)) return;
    const size = Buffer.byteLength(value);
    this.varUint(size);
    const at = this.#take(size);
    this.#bytes.write(value, at, size);
  }

  /**
   * Writes a short ASCII string; false, and nothing written, for any other. Most strings are such: a loop is fastest.
   */
  #shortAscii(value: string): boolean {
    const size = value.length;
    for (let i = 0; i < size; i += 1) if (value.charCodeAt(i) >= 0x80) return false;
    const at = this.#take(1 + size);
    this.#view.setUint8(at, size);
    for (let i = 0; i < size; i += 1) this.#view.setUint8(at + 1 + i, value.charCodeAt(i));
    return true;
  }

  bytes(value: Uint8Array): void {
    const at = this.#take(value.length);
    this.#bytes.set(value, at);
  }

  /** Appends the bytes from offset `start` to `end` of a view. */
  slice(view: DataView, start: number, end: number): void {
    const at = this.#take(end - start);
    copyBytes(view, start, end, this.#view, at);
  }

  /**
   * Appends one text for each of `rows`: its length, then the bytes from `start` to `end`. A start below 0 gives ''.
   */
  texts(view: DataView, start: Int32Array, end: Int32Array, rows: Int32Array): void {
    for (const row of rows) {
      const from = start[row] ?? -1;
      const to = from < 0 ? from : (end[row] ?? from);
      if (to - from < 0x80) {
        // The length takes one byte: reserve both at once.
        const at = this.#take(1 + to - from);
        this.#view.setUint8(at, to - from);
        copyBytes(view, from, to, this.#view, at + 1);
      } else {
        this.varUint(to - from);
        this.slice(view, from, to);
      }
    }
  }

  /** The values at these rows, a byte each. */
  u8s(values: ArrayLike<number>, rows: Int32Array): void {
    let at = this.#take(rows.length);
    const bytes = this.#bytes;
    for (const row of rows) bytes[at++] = values[row] ?? 0;
  }

  /** The values at these rows, two bytes each. */
  u16s(values: ArrayLike<number>, rows: Int32Array): void {
    let at = this.#take(2 * rows.length);
    const view = this.#view;
    for (const row of rows) {
      view.setUint16(at, values[row] ?? 0, true);
      at += 2;
    }
  }

  /** The values at these rows, four bytes each. */
  u32s(values: ArrayLike<number>, rows: Int32Array): void {
    const room = this.room32(rows.length);
    let at = 0;
    for (const row of rows) room[at++] = values[row] ?? 0;
  }

  /** The integers (below 2^53) at these rows, eight bytes each. */
  i64s(values: ArrayLike<number>, rows: Int32Array): void {
    let at = this.#take(8 * rows.length);
    const view = this.#view;
    for (const row of rows) {
      const value = values[row] ?? 0;
      const low = value >>> 0;
      view.setUint32(at, low, true);
      view.setInt32(at + 4, (value - low) / 0x1_0000_0000, true);
      at += 8;
    }
  }

  /** The values at these rows, `perRow` words of four bytes each. */
  words(words: Uint32Array, perRow: number, rows: Int32Array): void {
    const room = this.room32(perRow * rows.length);
    let at = 0;
    for (const row of rows) {
      for (let word = row * perRow; word < (row + 1) * perRow; word += 1) room[at++] = words[word] ?? 0;
    }
  }

  /** Reserves `count` values of four bytes, for the caller to fill. Only for a buffer that holds such values alone. */
  room32(count: number): Uint32Array {
    const at = this.#take(4 * count);
    return new Uint32Array(this.#bytes.buffer, this.#bytes.byteOffset + at, count);
  }

  /** Appends all bytes of another buffer without copying; the other is empty afterwards. */
  append(other: NativeBuffer): void {
    this.#close();
    other.#close();
    this.#full.push(...other.#full);
    this.#before += other.#before;
    other.#full = [];
    other.#before = 0;
    other.#size = firstBytes / 2;
  }

  /** Returns all bytes and empties the buffer. */
  flush(): Body {
    this.#close();
    const full = this.#full;
    this.#full = [];
    this.#before = 0;
    this.#size = firstBytes / 2;
    return new Body(
      full.map(({ chunk, length }) => chunk.bytes.subarray(0, length)),
      full.map(({ chunk }) => chunk),
    );
  }
}
