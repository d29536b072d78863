/** What fails again and again, as it stands. */
export interface Failing {
  /** Failures in a row. */
  readonly inARow: number;
  /** The last of them for the same reason. */
  readonly times: number;
  /** The kind of their error. */
  readonly reason: string;
  /** When the first of those with this reason happened, ms since 1970. */
  readonly since: number;
}

/** Counts how often one deed failed in a row, and for how long for the same reason. */
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
    const before = this.#failing;
    const inARow = (before?.inARow ?? 0) + 1;
    this.#failing =
      before?.reason === reason
        ? { ...before, inARow, times: before.times + 1 }
        : { inARow, times: 1, reason, since: this.#now() };
    return this.#failing;
  }

  wentWell(): void {
    this.#failing = undefined;
  }
}

/** Such as `failed 12 times in a row since 2026-04-07T14:00:00Z: UNKNOWN_TABLE`. */
export function failingInWords({ times, reason, since }: Omit<Failing, 'inARow'>): string {
  if (times === 1) return `failed: ${reason}`;
  return `failed ${times} times in a row since ${new Date(since).toISOString().slice(0, 19)}Z: ${reason}`;
}
