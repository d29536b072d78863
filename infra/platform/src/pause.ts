import timers from 'node:timers/promises';

/** Waits for `ms`; ends early where `signal` aborts. Never throws. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await timers.setTimeout(ms, undefined, signal === undefined ? {} : { signal }).catch(() => {});
}
