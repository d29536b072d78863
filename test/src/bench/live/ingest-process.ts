import { ingestProgress } from '@ringtrace/ingest/worker/progress';
import { pause } from '@ringtrace/platform/pause';
import type { OwnStack } from '../../ingest/stack.ts';
import { startWorker, type Worker } from '../../ingest/worker.ts';
import { Progress } from './progress.ts';

/** An ingest worker in a process of its own, and what it has stored. */
export interface IngestProcess {
  readonly worker: Worker;
  /** CDRs that are stored, dead letters included. */
  readonly stored: Progress;
  /** When so many were stored, ms since 1970; undefined = not by `deadline`. */
  storedAll(cdrs: number, deadline: number): Promise<number | undefined>;
}

export function startIngest(stack: OwnStack): IngestProcess {
  const worker = startWorker(stack);
  const stored = new Progress();
  worker.child.on('message', (message) => {
    const { data } = ingestProgress.safeParse(message);
    if (data !== undefined) stored.note(Date.now(), data.stored + data.deadLetters);
  });
  let gone = false;
  void worker.exited.then(() => {
    gone = true;
  });
  return {
    worker,
    stored,
    async storedAll(cdrs, deadline) {
      for (; Date.now() < deadline; await pause(100)) {
        const at = stored.reached(cdrs);
        if (at !== undefined) return at;
        if (gone) throw new Error(`the ingest worker ended by itself: ${worker.errors()}`);
      }
      return undefined;
    },
  };
}
