import { copyBytes } from './copy-bytes.ts';

const firstBytes = 1 << 12;

/** Bytes in one piece that grows: what has to be looked up again by its place. */
export class GrowingBytes {
  #bytes: Buffer<ArrayBuffer> = Buffer.allocUnsafeSlow(firstBytes);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Unsigned LEB128, as ClickHouse writes lengths. */
  varUint(value: number): void {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#byte((rest % 0x80) | 0x80);
    this.#byte(rest);
  }

  /** The bytes from `start` to `end` of a view. */
  slice(source: DataView, start: number, end: number): void {
    const at = this.#take(end - start);
    copyBytes(source, start, end, this.#view, at);
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

  /** The bytes so far; valid until the next write. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Starts anew, and gives the memory back. */
  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > firstBytes) this.#hold(this.#bytes.buffer.transfer(firstBytes));
  }

  #byte(value: number): void {
    const at = this.#take(1);
    this.#view.setUint8(at, value);
  }

  #take(size: number): number {
    const at = this.#length;
    this.#length = at + size;
    if (this.#length > this.#bytes.length) {
      this.#hold(this.#bytes.buffer.transfer(Math.max(this.#length, this.#bytes.length * 2)));
    }
    return at;
  }

  #hold(buffer: ArrayBuffer): void {
    this.#bytes = Buffer.from(buffer);
    this.#view = new DataView(buffer);
  }
}
