import type { HeldReference, ReferenceLoader, ReferenceSource } from '@ringtrace/enrich/loader';
import type { Logger } from '@ringtrace/platform/log';
import { pause } from '@ringtrace/platform/pause';
import type { ReferenceAt } from '../stages/enrich-message.ts';
import type { Persist } from '../stages/write.ts';

const refreshMs = 2_000;

/** Returns once the reference data was read for the first time. Then refreshes it every 2 s until the signal aborts. */
export async function keepReference(
  loader: ReferenceLoader,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted && !(await refreshed(loader, log))) await pause(refreshMs, signal);
  void (async () => {
    while (!signal.aborted) {
      await pause(refreshMs, signal);
      if (!signal.aborted) await refreshed(loader, log);
    }
  })();
}

/** Reads the newest reference data. Where the store can't be reached, the current data stays in force. False then. */
async function refreshed(loader: ReferenceLoader, log: Logger): Promise<boolean> {
  try {
    await loader.refresh();
    return true;
  } catch (error) {
    log.warn({ err: String(error) }, 'reference data could not be read; keeping what is in force');
    return false;
  }
}

/**
 * A look-up of the reference data in force at a start_time. Older versions may have to be read from the store. The
 * look-up waits for a store that can't be reached.
 */
export function referenceAt(source: ReferenceSource, forever: Persist): ReferenceAt {
  return (time) => source.held(time) ?? loaded(source, time, forever);
}

async function loaded(source: ReferenceSource, time: number, forever: Persist): Promise<HeldReference> {
  let held = source.held(time);
  await forever('reference data', async () => {
    held = await source.load(time);
  });
  return held ?? loaded(source, time, forever);
}
