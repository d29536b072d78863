import { within } from '@ringtrace/platform/metrics/registry';

/** Nobody waits longer than this, ms; the work goes on. */
const patienceMs = 5_000;

/**
 * Work that many ask for, done once at a time, such as copying events after a change. Who asks while it is under way waits for
 * the next time, which many share. Never throws.
 */
export function oneAtATime(
  work: () => Promise<unknown>,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = () => {
    next = undefined;
    running = within(patienceMs, work())
      .then(() => {}, failed)
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  return () => {
    if (running === undefined) return start();
    next ??= running.then(start);
    return next;
  };
}
