import type { Store } from '../clickhouse.ts';

/** Whether one thing is as it should be, and how it stands in a few words. */
export interface Check {
  readonly ok: boolean;
  readonly detail: string;
}

export type Checks = Readonly<Record<string, Check>>;

/** A loop that has to go round: once it stops doing so only a restart helps. */
export class Liveness {
  readonly #limitMs: number;
  readonly #now: () => number;
  #at: number | undefined;

  /**
   * @param limitMs how long one turn may take, dependencies that are away included.
   * @param now a clock that never goes back, ms.
   */
  constructor(limitMs: number, now: () => number = () => performance.now()) {
    this.#limitMs = limitMs;
    this.#now = now;
  }

  /** The loop went round. Until the first time there is nothing to miss. */
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

/** Asks the store for an answer as the worker's own user. Never throws, and leaves no request behind. */
export async function checkStore(store: Store): Promise<Check> {
  const limit = AbortSignal.timeout(storeMs);
  const answer = await store.client.ping({ select: true, abort_signal: limit });
  if (answer.success) return { ok: true, detail: 'answers' };
  return {
    ok: false,
    detail: limit.aborted ? `no answer within ${storeMs / 1_000} s` : reasonOf(answer.error),
  };
}

/** What kind of error it is, for anyone to read: the message itself may hold data. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if ('type' in error && typeof error.type === 'string' && error.type !== '') return error.type;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name;
}
