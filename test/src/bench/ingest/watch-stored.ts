import type { Worker } from '../../ingest/worker.ts';

/**
 * Counts the messages that a worker has stored.
 * @param storedIn reads that number from a message of the worker.
 */
export function watchStored(worker: Worker, storedIn: (told: unknown) => number | undefined) {
  let stored = 0;
  let look = () => {};
  worker.child.on('message', (told) => {
    stored = Math.max(stored, storedIn(told) ?? 0);
    look();
  });
  const gone = worker.exited.then(({ code }) => {
    throw new Error(`a worker ended by itself (exit code ${code}): ${worker.errors()}`);
  });
  gone.catch(() => {});
  return {
    /** Returns when `messages` messages are stored and committed. Throws when the worker ends before. */
    async reaches(messages: number): Promise<void> {
      const all = new Promise<void>((resolve) => {
        look = () => {
          if (stored >= messages) resolve();
        };
      });
      look();
      await Promise.race([all, gone]);
    },
  };
}
