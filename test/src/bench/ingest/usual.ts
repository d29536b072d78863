import { join } from 'node:path';
import { z } from 'zod';
import { startWorker } from '../../ingest/worker.ts';
import { usualGroup } from './group.ts';
import { runReader } from './reader.ts';
import type { Bench, Run } from './run.ts';

const main = join(import.meta.dirname, 'usual-worker.ts');
const progress = z.object({ messages: z.number() });

/** What most TypeScript pipelines do, with the same tables and the same rollups. */
export function usual(bench: Bench): Promise<Run> {
  return runReader(bench, {
    name: 'usual',
    group: usualGroup,
    start: (env) => startWorker(bench.stack, env, main),
    messages: (told) => progress.safeParse(told).data?.messages,
  });
}
