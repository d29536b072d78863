import { pause } from './pause.ts';

/** How long to wait before trying again: twice as long after each failure, up to a bound; ms. */
export class Backoff {
  readonly #firstMs: number;
  readonly #longestMs: number;
  #ms: number;

  constructor(firstMs: number, longestMs: number) {
    this.#firstMs = firstMs;
    this.#longestMs = longestMs;
    this.#ms = firstMs;
  }

  /** How long the next wait is. */
  get ms(): number {
    return this.#ms;
  }

  /** Waits, but not beyond the abort of `signal`. Never throws. */
  async wait(signal: AbortSignal): Promise<void> {
    await pause(this.#ms, signal);
    this.#ms = Math.min(2 * this.#ms, this.#longestMs);
  }

  /** It went well: the next failure is a first one. */
  reset(): void {
    this.#ms = this.#firstMs;
  }
}
