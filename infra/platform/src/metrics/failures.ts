/** What fails again and again, as it stands. */
export interface Failing {
  /** Failures in a row, whatever their reasons. */
  readonly times: number;
  /** The kind of the last error. */
  readonly reason: string;
  /** When the first of them happened, ms since 1970. */
  readonly since: number;
}

/** Counts how often one deed failed in a row, and since when. Errors that take turns are one row. */
export class Failures {
  readonly #now: () => number;
  #failing: Failing | undefined;

  /** @param now ms since 1970. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** undefined while it goes well. */
  get failing(): Failing | undefined {
    return this.#failing;
  }

  failed(reason: string): Failing {
    const { times, since } = this.#failing ?? { times: 0, since: this.#now() };
    this.#failing = { times: times + 1, reason, since };
    return this.#failing;
  }

  wentWell(): void {
    this.#failing = undefined;
  }
}

/** Such as `failed 12 times in a row since 2026-04-07T14:00:00Z: UNKNOWN_TABLE`. */
export function failingInWords({ times, reason, since }: Failing): string {
  if (times === 1) return `failed: ${reason}`;
  return `failed ${times} times in a row since ${new Date(since).toISOString().slice(0, 19)}Z: ${reason}`;
}
