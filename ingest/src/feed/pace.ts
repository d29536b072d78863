import { pause } from '@ringtrace/platform/pause';

/** Waits until the records sent so far are within the rate. Ends early when the signal aborts. */
export type Pace = (records: number, signal?: AbortSignal) => Promise<void>;

/**
 * Limits a feed to a number of records a second. Without a limit it never waits. Idle time does not allow a burst
 * later.
 */
export function createPace(perSecond: number | undefined): Pace {
  let free = 0;
  return async (records, signal) => {
    if (perSecond === undefined) return;
    free = Math.max(free, performance.now()) + (records * 1000) / perSecond;
    await pause(free - performance.now(), signal);
  };
}
