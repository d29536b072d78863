import type { ReferenceLoader } from '@ringtrace/enrich/loader';
import type { Logger } from '@ringtrace/platform/log';
import { pause } from '@ringtrace/platform/pause';

const refreshMs = 2_000;

/** Returns once reference data was read for the first time, and keeps it fresh until the signal aborts. */
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

/** A store that is away leaves the data in force as it is. */
async function refreshed(loader: ReferenceLoader, log: Logger): Promise<boolean> {
  try {
    await loader.refresh();
    return true;
  } catch (error) {
    log.warn({ err: String(error) }, 'reference data could not be read; keeping what is in force');
    return false;
  }
}
