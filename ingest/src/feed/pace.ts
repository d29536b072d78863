import { pause } from '@ringtrace/platform/pause';

/** Waits, after so many records were sent, until their rate is kept; ends early when the signal aborts. */
export type Pace = (records: number, signal?: AbortSignal) => Promise<void>;

/** Holds a feed to so many records a second; without a limit it never waits. Idle time is not saved up. */
export function createPace(perSecond: number | undefined): Pace {
  let free = 0;
  return async (records, signal) => {
    if (perSecond === undefined) return;
    free = Math.max(free, performance.now()) + (records * 1000) / perSecond;
    await pause(free - performance.now(), signal);
  };
}
