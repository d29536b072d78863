/** How often, and how soon, a process that died is started again. Times in ms. */
export interface RestartLimits {
  /** The pause before the first restart; it doubles with each death, up to `longestMs`. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** A process that ran this long was well: its next death is a first one. */
  readonly healthyAfterMs: number;
  /** So many deaths within `withinMs` are the last; without it a process is started again for ever. */
  readonly most?: { readonly deaths: number; readonly withinMs: number };
}

/** Workers can wait for whatever makes them die, and lose nothing meanwhile: nobody gives them up. */
export const workerRestarts: RestartLimits = { firstMs: 500, longestMs: 15_000, healthyAfterMs: 60_000 };

/** Kafka and ClickHouse: what kills them again and again needs a person, who must be told why. */
export const serviceRestarts: RestartLimits = {
  ...workerRestarts,
  most: { deaths: 5, withinMs: 300_000 },
};

/** The deaths of one process, and what follows from each. */
export class Restarts {
  readonly #limits: RestartLimits;
  readonly #now: () => number;
  /** undefined since the last death: a launch that failed late has not run. */
  #startedAt: number | undefined;
  #nextMs: number;
  #deaths: number[] = [];

  /** @param now a clock that never goes back, ms. */
  constructor(limits: RestartLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
    this.#nextMs = limits.firstMs;
  }

  /** The process begins to run. */
  started(): void {
    this.#startedAt = this.#now();
  }

  /** The process died, or could not be started: how long to wait before it is started again; undefined = never. */
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
