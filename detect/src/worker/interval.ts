/** Says when something is due again that is to happen every so often, ms. The first time is one interval from now. */
export class Interval {
  readonly #everyMs: number;
  #since = performance.now();

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  isDue(): boolean {
    return performance.now() - this.#since >= this.#everyMs;
  }

  /** It has happened: the next time is one interval from now. */
  done(): void {
    this.#since = performance.now();
  }
}
