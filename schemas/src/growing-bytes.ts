import { copyBytes } from './copy-bytes.ts';

const firstBytes = 1 << 12;

/** A growing byte array in one piece of memory, so that values can be read again by their offset. */
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

  /** Appends the bytes from offset `start` to `end` of a view. */
  slice(view: DataView, start: number, end: number): void {
    const at = this.#take(end - start);
    copyBytes(view, start, end, this.#view, at);
  }

  /** Whether the bytes from offset `at` on equal those from offset `start` to `end` of a view. */
  holds(at: number, view: DataView, start: number, end: number): boolean {
    const shift = at - start;
    let from = start;
    for (; from + 4 <= end; from += 4) {
      if (this.#view.getInt32(from + shift, true) !== view.getInt32(from, true)) return false;
    }
    for (; from < end; from += 1) {
      if (this.#view.getUint8(from + shift) !== view.getUint8(from)) return false;
    }
    return true;
  }

  /** The bytes so far, not copied; valid until the next write. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Removes all bytes and frees the memory beyond the first 4 KiB. */
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
