const firstBytes = 1 << 20;

/**
 * Memory for what is worked out about one message, used again for the next: columns of a hundred thousand messages would
 * otherwise keep the garbage collector busier than their own making. Everything it gives out is zero, and holds until
 * `reset`.
 */
export class Scratch {
  #bytes = new Uint8Array(firstBytes);
  #at = 0;

  /** Whatever was given out may be overwritten from now on. */
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

  /** Where so many bytes start in `#bytes`, which may be other memory than before; what was given out stays where it is. */
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
