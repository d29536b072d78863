const firstBytes = 1 << 20;

/**
 * Memory for the columns of one message, used again for the next message. Allocating columns anew for each message was
 * measured to cost more in garbage collection than in filling them. Each array is filled with 0, and valid until
 * `reset`.
 */
export class Scratch {
  #bytes = new Uint8Array(firstBytes);
  #at = 0;

  /** Frees all arrays: from now on their content may be overwritten. */
  reset(): void {
    this.#at = 0;
  }

  float64(length: number): Float64Array {
    const at = this.#take(8 * length);
    return new Float64Array(this.#bytes.buffer, at, length);
  }

  int32(length: number): Int32Array {
    const at = this.#take(4 * length);
    return new Int32Array(this.#bytes.buffer, at, length);
  }

  uint32(length: number): Uint32Array {
    const at = this.#take(4 * length);
    return new Uint32Array(this.#bytes.buffer, at, length);
  }

  uint16(length: number): Uint16Array {
    const at = this.#take(2 * length);
    return new Uint16Array(this.#bytes.buffer, at, length);
  }

  uint8(length: number): Uint8Array {
    const at = this.#take(length);
    return new Uint8Array(this.#bytes.buffer, at, length);
  }

  /**
   * Reserves bytes and returns their offset in `#bytes`. Where these are too few, `#bytes` becomes new memory; arrays
   * in the old memory stay valid.
   */
  #take(bytes: number): number {
    const size = Math.ceil(bytes / 8) * 8;
    if (this.#at + size > this.#bytes.length) {
      this.#bytes = new Uint8Array(Math.max(2 * this.#bytes.length, size));
      this.#at = 0;
    }
    const at = this.#at;
    this.#at = at + size;
    this.#bytes.fill(0, at, at + size);
    return at;
  }
}
