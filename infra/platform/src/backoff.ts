import { pause } from './pause.ts';

/** Waiting times between attempts: each is twice as long as the one before, up to a limit; ms. */
export class Backoff {
  readonly #firstMs: number;
  readonly #longestMs: number;
  #ms: number;

  constructor(firstMs: number, longestMs: number) {
    this.#firstMs = firstMs;
    this.#longestMs = longestMs;
    this.#ms = firstMs;
  }

  /** Length of the next wait, ms. */
  get ms(): number {
    return this.#ms;
  }

  /** Waits; ends early where `signal` aborts. Never throws. */
  async wait(signal: AbortSignal): Promise<void> {
    await pause(this.#ms, signal);
    this.#ms = Math.min(2 * this.#ms, this.#longestMs);
  }

  /** Call it after a success: the next wait has the first length again. */
  reset(): void {
    this.#ms = this.#firstMs;
  }
}
