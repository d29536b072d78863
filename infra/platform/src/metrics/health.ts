import type { Store } from '../clickhouse.ts';

/** Result of one check: whether all is well, and the state in a few words. */
export interface Check {
  readonly ok: boolean;
  readonly detail: string;
}

export type Checks = Readonly<Record<string, Check>>;

/** Watches a loop. Where the loop has stopped, only a restart of the process helps. */
export class Liveness {
  readonly #limitMs: number;
  readonly #now: () => number;
  #at: number | undefined;

  /**
   * @param limitMs how long one iteration may take, waiting for unreachable services included.
   * @param now a clock that never goes back, ms.
   */
  constructor(limitMs: number, now: () => number = () => performance.now()) {
    this.#limitMs = limitMs;
    this.#now = now;
  }

  /** Call it in each iteration. Before the first one the check is ok. */
  moved(): void {
    this.#at = this.#now();
  }

  check(): Check {
    if (this.#at === undefined) return { ok: true, detail: 'not started yet' };
    const age = this.#now() - this.#at;
    return { ok: age <= this.#limitMs, detail: `moved ${(age / 1_000).toFixed(1)} s ago` };
  }
}

const storeMs = 2_000;

/** Runs a trivial query as the worker's own user. Never throws; the query is cancelled at the time limit. */
export async function checkStore(store: Store): Promise<Check> {
  const limit = AbortSignal.timeout(storeMs);
  const response = await store.client.ping({ select: true, abort_signal: limit });
  if (response.success) return { ok: true, detail: 'responds' };
  return {
    ok: false,
    detail: limit.aborted ? `no response within ${storeMs / 1_000} s` : reasonOf(response.error),
  };
}

/**
 * The kind of an error, such as UNKNOWN_TABLE. Unlike the error's message it never holds data, so anybody may read it.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if ('type' in error && typeof error.type === 'string' && error.type !== '') return error.type;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name;
}
