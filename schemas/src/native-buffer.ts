const firstBytes = 1 << 12;

/** A byte buffer that grows: what column writers fill while a block is built. */
export class NativeBuffer {
  #bytes: Buffer<ArrayBuffer>;
  #view: DataView;
  #length = 0;

  constructor(capacity = firstBytes) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get length(): number {
    return this.#length;
  }

  /** Makes room for `extra` more bytes. */
  #reserve(extra: number): void {
    const needed = this.#length + extra;
    if (needed <= this.#bytes.length) return;
    // Given over, the old bytes are free at once: at hundreds of megabytes a block that can't wait for the collector.
    this.#hold(this.#bytes.buffer.transfer(Math.max(needed, this.#bytes.length * 2)));
  }

  #hold(buffer: ArrayBuffer): void {
    this.#bytes = Buffer.from(buffer);
    this.#view = new DataView(buffer);
  }

  /** Where the next `size` bytes go. */
  #take(size: number): number {
    this.#reserve(size);
    const at = this.#length;
    this.#length = at + size;
    return at;
  }

  u8(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  u16(value: number): void {
    this.#reserve(2);
    this.#length = this.#bytes.writeUInt16LE(value, this.#length);
  }

  u32(value: number): void {
    this.#reserve(4);
    this.#length = this.#bytes.writeUInt32LE(value, this.#length);
  }

  i32(value: number): void {
    this.#reserve(4);
    this.#length = this.#bytes.writeInt32LE(value, this.#length);
  }

  /** A safe integer as Int64 or UInt64: two 32-bit halves, no BigInt. */
  i64(value: number): void {
    this.#reserve(8);
    const low = value >>> 0;
    this.#length = this.#bytes.writeUInt32LE(low, this.#length);
    this.#length = this.#bytes.writeInt32LE((value - low) / 0x1_0000_0000, this.#length);
  }

  u64(value: bigint): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeBigUInt64LE(value, this.#length);
  }

  f64(value: number): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
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
    this.#reserve(size);
    this.#length += this.#bytes.write(value, this.#length, size);
  }

  /** Most strings are short and plain: a loop beats two calls into the engine. False where this one isn't. */
  #shortAscii(value: string): boolean {
    const size = value.length;
    this.#reserve(size + 1);
    const start = this.#length + 1;
    for (let i = 0; i < size; i += 1) {
      const code = value.charCodeAt(i);
      if (code >= 0x80) return false;
      this.#bytes[start + i] = code;
    }
    this.#bytes[start - 1] = size;
    this.#length = start + size;
    return true;
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  /** The bytes from `start` to `end` of a view. */
  slice(source: DataView, start: number, end: number): void {
    const at = this.#take(end - start);
    copy(source, start, end, this.#view, at);
  }

  /** At these rows, the texts from `start` to `end` of a view, each behind its length; '' where a start is below 0. */
  texts(source: DataView, start: Int32Array, end: Int32Array, rows: Int32Array): void {
    for (const row of rows) {
      const from = start[row] ?? -1;
      const to = from < 0 ? from : (end[row] ?? from);
      if (to - from < 0x80) {
        // One byte of length and the text: room is made once.
        const at = this.#take(1 + to - from);
        this.#view.setUint8(at, to - from);
        copy(source, from, to, this.#view, at + 1);
      } else {
        this.varUint(to - from);
        this.slice(source, from, to);
      }
    }
  }

  /** Whether the bytes at `at` are those from `start` to `end` of a view. */
  holds(at: number, source: DataView, start: number, end: number): boolean {
    const shift = at - start;
    let from = start;
    for (; from + 4 <= end; from += 4) {
      if (this.#view.getInt32(from + shift, true) !== source.getInt32(from, true)) return false;
    }
    for (; from < end; from += 1) {
      if (this.#view.getUint8(from + shift) !== source.getUint8(from)) return false;
    }
    return true;
  }

  /** The values at these rows, a byte each. */
  u8s(values: ArrayLike<number>, rows: Int32Array): void {
    let at = this.#take(rows.length);
    const view = this.#view;
    for (const row of rows) view.setUint8(at++, values[row] ?? 0);
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
    let at = this.#take(4 * rows.length);
    const view = this.#view;
    for (const row of rows) {
      view.setUint32(at, values[row] ?? 0, true);
      at += 4;
    }
  }

  /** The safe integers at these rows, eight bytes each. */
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
    let at = this.#take(4 * perRow * rows.length);
    const view = this.#view;
    for (const row of rows) {
      for (let word = row * perRow; word < (row + 1) * perRow; word += 1) {
        view.setUint32(at, words[word] ?? 0, true);
        at += 4;
      }
    }
  }

  /** All of these, four bytes each. */
  append32(values: Int32Array): void {
    let at = this.#take(4 * values.length);
    const view = this.#view;
    for (const value of values) {
      view.setInt32(at, value, true);
      at += 4;
    }
  }

  append(other: NativeBuffer): void {
    this.bytes(other.view());
  }

  /** The bytes so far; valid until the next write. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Starts anew, and gives the memory back. */
  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > firstBytes) this.#hold(this.#bytes.buffer.transfer(firstBytes));
  }
}

/** For short values, where a loop beats a call into the engine. */
function copy(source: DataView, start: number, end: number, target: DataView, at: number): void {
  let from = start;
  let to = at;
  for (; from + 4 <= end; from += 4, to += 4) target.setInt32(to, source.getInt32(from, true), true);
  for (; from < end; from += 1, to += 1) target.setUint8(to, source.getUint8(from));
}
