import { within } from '@ringtrace/platform/metrics/registry';

/** Nobody waits longer than this, ms; the work goes on. */
const usualPatienceMs = 5_000;

/**
 * Work that many ask for, done once at a time, such as copying events after a change. Who asks while it is under way waits for
 * the next time, which many share. Nobody waits for ever, but the next time begins only once the work before it has ended.
 * Never throws.
 * @param failed told where the work fails, and where somebody no longer waits for it
 */
export function oneAtATime(
  work: () => Promise<unknown>,
  failed: (error: unknown) => void,
  patienceMs = usualPatienceMs,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = () => {
    next = undefined;
    running = work()
      .then(() => {}, failed)
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  const asked = () => {
    if (next !== undefined) return next;
    if (running === undefined) return start();
    next = running.then(start);
    return next;
  };
  return () => within(patienceMs, asked()).catch(failed);
}
