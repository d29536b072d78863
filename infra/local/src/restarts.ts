/** When and how often a process that died is started again. Times in ms. */
export interface RestartLimits {
  /** Pause before the first restart; it doubles with each death, up to `longestMs`. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** After a run of this length the pause has its first length again. */
  readonly healthyAfterMs: number;
  /** After so many deaths within `withinMs` it is not started again. Missing: it is always started again. */
  readonly most?: { readonly deaths: number; readonly withinMs: number };
}

/** Workers are always started again: whatever makes them die may pass, and they lose nothing. */
export const workerRestarts: RestartLimits = { firstMs: 500, longestMs: 15_000, healthyAfterMs: 60_000 };

/** Kafka and ClickHouse: where they die again and again, a person has to act, so the instance ends with the reason. */
export const serviceRestarts: RestartLimits = {
  ...workerRestarts,
  most: { deaths: 5, withinMs: 300_000 },
};

/** Counts the deaths of one process and decides about restarts. */
export class Restarts {
  readonly #limits: RestartLimits;
  readonly #now: () => number;
  /** Time of the last start; undefined after a death, as a launch that failed has not run. */
  #startedAt: number | undefined;
  #nextMs: number;
  #deaths: number[] = [];

  /** @param now a clock that never goes back, ms. */
  constructor(limits: RestartLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
    this.#nextMs = limits.firstMs;
  }

  /** Call it when the process runs. */
  started(): void {
    this.#startedAt = this.#now();
  }

  /**
   * Call it when the process died or did not start. Returns the pause before the restart, ms; undefined = no restart.
   */
  died(): number | undefined {
    const { firstMs, longestMs, healthyAfterMs, most } = this.#limits;
    const now = this.#now();
    if (most !== undefined) {
      this.#deaths = [...this.#deaths.filter((at) => now - at < most.withinMs), now];
      if (this.#deaths.length >= most.deaths) return undefined;
    }
    const ranMs = this.#startedAt === undefined ? 0 : now - this.#startedAt;
    this.#startedAt = undefined;
    const pauseMs = ranMs >= healthyAfterMs ? firstMs : this.#nextMs;
    this.#nextMs = Math.min(2 * pauseMs, longestMs);
    return pauseMs;
  }
}
