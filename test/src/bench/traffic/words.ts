/**
 * Random 32-bit words from a seed (algorithm sfc32). They are made some thousands at a time, at a few nanoseconds each.
 */
export class Words {
  readonly #pool = new Uint32Array(4_096);
  readonly #state: Uint32Array;
  #at = this.#pool.length;

  constructor(seed: number) {
    this.#state = new Uint32Array([seed, 0x9e3779b9, 0x243f6a88, 1]);
    // Seeds that are near each other give different words only after some rounds.
    for (let i = 0; i < 16; i += 1) this.next();
  }

  next(): number {
    if (this.#at === this.#pool.length) this.#fill();
    return this.#pool[this.#at++] ?? 0;
  }

  /** An integer from 0 to n - 1. */
  below(n: number): number {
    return Math.floor((this.next() / 2 ** 32) * n);
  }

  /** A number from 0 to less than 1. */
  fraction(): number {
    return this.next() / 2 ** 32;
  }

  #fill(): void {
    let [a = 0, b = 0, c = 0, counter = 0] = this.#state;
    for (let i = 0; i < this.#pool.length; i += 1) {
      const word = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + word) | 0;
      this.#pool[i] = word;
    }
    this.#state.set([a, b, c, counter]);
    this.#at = 0;
  }
}
