const firstBytes = 1 << 20;

/**
 * Memory for what is worked out about one message, used again for the next: columns of a hundred thousand messages would
 * otherwise keep the garbage collector busier than their own making. Everything it gives out is zero, and holds until
 * `reset`.
 */
export class Scratch {
  #buffer = new ArrayBuffer(firstBytes);
  #bytes = new Uint8Array(this.#buffer);
  #at = 0;

  /** Whatever was given out may be overwritten from now on. */
  reset(): void {
    this.#at = 0;
  }

  float64(length: number): Float64Array {
    return new Float64Array(this.#buffer, this.#take(8 * length), length);
  }

  int32(length: number): Int32Array {
    return new Int32Array(this.#buffer, this.#take(4 * length), length);
  }

  uint32(length: number): Uint32Array {
    return new Uint32Array(this.#buffer, this.#take(4 * length), length);
  }

  uint16(length: number): Uint16Array {
    return new Uint16Array(this.#buffer, this.#take(2 * length), length);
  }

  uint8(length: number): Uint8Array {
    return new Uint8Array(this.#buffer, this.#take(length), length);
  }

  /** Where so many bytes start, at a multiple of 8; what was given out before stays where it is. */
  #take(bytes: number): number {
    const size = Math.ceil(bytes / 8) * 8;
    if (this.#at + size > this.#buffer.byteLength) {
      this.#buffer = new ArrayBuffer(Math.max(2 * this.#buffer.byteLength, size));
      this.#bytes = new Uint8Array(this.#buffer);
      this.#at = 0;
    }
    const at = this.#at;
    this.#at = at + size;
    this.#bytes.fill(0, at, at + size);
    return at;
  }
}
