import { ingestGroup } from '@ringtrace/ingest/worker/group';
import { ingestProgress } from '@ringtrace/ingest/worker/progress';
import { startWorker } from '../../ingest/worker.ts';
import { keepFinishedRows } from './finished-rows.ts';
import { runReader } from './reader.ts';
import type { Bench, Run } from './run.ts';

export const storedMessages = (told: unknown) => ingestProgress.safeParse(told).data?.batches;

/** Ringtrace as it runs: the ingest worker in a process of its own, and the rollups rebuilt as the detect worker does. */
export function ours(bench: Bench): Promise<Run> {
  return runReader(bench, {
    name: 'ours',
    group: ingestGroup,
    start: (env) => startWorker(bench.stack, env),
    messages: storedMessages,
    finished: (store) => (bench.keepRows ? keepFinishedRows(bench.stack, store) : Promise.resolve()),
  });
}
