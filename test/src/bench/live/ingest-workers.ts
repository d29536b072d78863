import { ingestProgress } from '@ringtrace/ingest/worker/progress';
import { pause } from '@ringtrace/platform/pause';
import type { OwnStack } from '../../ingest/stack.ts';
import { startWorker, type Worker } from '../../ingest/worker.ts';
import { Progress, Summed } from './progress.ts';

/** Ingest workers of one group, each in a process of its own, and what they have stored. */
export interface IngestWorkers {
  readonly workers: readonly Worker[];
  /** CDRs that are stored, dead letters included. A CDR that was stored twice counts twice. */
  readonly stored: Progress;
  /** When so many were stored, ms since 1970; undefined = not by `deadline`. */
  storedAll(cdrs: number, deadline: number): Promise<number | undefined>;
  stop(): Promise<void>;
}

export function startIngest(stack: OwnStack, count: number): IngestWorkers {
  const workers = Array.from({ length: count }, () => startWorker(stack));
  const stored = new Progress();
  const summed = new Summed(stored);
  let gone: Worker | undefined;
  for (const [i, worker] of workers.entries()) {
    worker.child.on('message', (message) => {
      const { data } = ingestProgress.safeParse(message);
      if (data !== undefined) summed.note(i, Date.now(), data.stored + data.deadLetters);
    });
    void worker.exited.then(() => {
      gone = worker;
    });
  }
  return {
    workers,
    stored,
    async storedAll(cdrs, deadline) {
      for (; Date.now() < deadline; await pause(100)) {
        const at = stored.reached(cdrs);
        if (at !== undefined) return at;
        if (gone !== undefined) throw new Error(`an ingest worker ended by itself: ${gone.errors()}`);
      }
      return undefined;
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  };
}
