import { within } from '@ringtrace/platform/metrics/registry';

/** A change waits for its copy no longer than this, ms: the change itself is saved. */
const patienceMs = 5_000;

/**
 * Copies after changes, one copy at a time. A change that comes while a copy is under way waits for the next one, which many
 * share. Never throws.
 */
export function copier(copy: () => Promise<unknown>, failed: (error: unknown) => void): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = () => {
    next = undefined;
    running = within(patienceMs, copy())
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
