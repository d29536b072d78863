import { aroundStatements } from '@ringtrace/platform/around-statements';
import type { Store } from '@ringtrace/platform/clickhouse';

/**
 * A worker that is asked to end has so long to end the round under way, ms. Whoever runs it kills it after 25 s at
 * the earliest.
 */
const finishMs = 15_000;

/** How a worker leaves that is asked to end. */
export interface Leaving {
  /** Aborts when the round under way is to be given up, where it stands between two statements. */
  readonly giveUp: AbortSignal;
  /** Aborts when another worker is to take over: once the last round has ended, or is given up. */
  readonly handOver: AbortSignal;
  /** Says that the last round has ended. */
  ended(): void;
}

/**
 * The lead is kept until the last round has ended. Another worker would begin the same round anew meanwhile, and both
 * would share the machine. A round that takes too long is given up; every step of it can be done again.
 */
export function leavingOf(asked: AbortSignal, patienceMs = finishMs): Leaving {
  const [giveUp, handOver] = [new AbortController(), new AbortController()];
  const end = () => {
    giveUp.abort();
    handOver.abort();
  };
  const wait = () => setTimeout(end, patienceMs).unref();
  if (asked.aborted) wait();
  else asked.addEventListener('abort', wait, { once: true });
  return { giveUp: giveUp.signal, handOver: handOver.signal, ended: () => handOver.abort() };
}

/** Thrown at the first statement after a round was given up. */
export class GivenUpError extends Error {
  constructor() {
    super('the round was given up: this worker ends');
  }
}

/**
 * A store that takes no further statement once `giveUp` has aborted. One that is under way goes on to its end, or to
 * the next piece of a long answer.
 */
export const untilGivenUp = (store: Store, giveUp: AbortSignal): Store =>
  aroundStatements(store, async (_, run) => {
    if (giveUp.aborted) throw new GivenUpError();
    return run();
  });
