/** A series of failures of the same action, without a success between them. */
export interface Failing {
  /** Number of failures, whatever their reasons. */
  readonly times: number;
  /** The kind of the last error. */
  readonly reason: string;
  /** Time of the first failure, ms since 1970. */
  readonly since: number;
}

/** Counts failures of one action since its last success. Different errors belong to the same series. */
export class Failures {
  readonly #now: () => number;
  #failing: Failing | undefined;

  /** @param now ms since 1970. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** undefined where the last attempt succeeded. */
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

/** A sentence such as `failed 12 times in a row since 2026-04-07T14:00:00Z: UNKNOWN_TABLE`. */
export function failingInWords({ times, reason, since }: Failing): string {
  if (times === 1) return `failed: ${reason}`;
  return `failed ${times} times in a row since ${new Date(since).toISOString().slice(0, 19)}Z: ${reason}`;
}
