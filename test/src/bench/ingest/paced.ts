import { join } from 'node:path';
import { ingestGroup } from '@ringtrace/ingest/worker/group';
import type { Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import type { OwnStack } from '../../ingest/stack.ts';
import { startWorker, type Worker } from '../../ingest/worker.ts';
import { checkAccount } from './account.ts';
import { withDatabase } from './database.ts';
import { createTopics, type Fed } from './fill.ts';
import { joined } from './group.ts';
import { Meter } from './meter.ts';
import { storedMessages } from './ours.ts';
import { keepRollups } from './rollups.ts';
import { type Run, runBetween, secondsBetween } from './run.ts';
import { watchStored } from './watch-stored.ts';

const feeder = join(import.meta.dirname, 'feeder.ts');
const fedMessage = z.object({ cdrs: z.number(), bad: z.number(), messages: z.number() });

export interface Paced {
  readonly run: Run;
  /** Seconds from the sending of the last CDR until it is stored. */
  readonly behindSeconds: number;
}

/** Runs our worker once at a steady rate. Another process sends the traffic live, and its CPU is counted separately. */
export async function paced(stack: OwnStack, cdrs: number, rate: number): Promise<Paced> {
  await createTopics(stack.kafka, {});
  return withDatabase(stack, 'paced', async (store) => {
    const worker = startWorker(stack, { CLICKHOUSE_DATABASE: store.database });
    try {
      await joined(stack.kafka, ingestGroup);
      const source = startWorker(stack, {}, feeder, [String(cdrs), String(rate)]);
      try {
        return await measure(stack, store, worker, source);
      } finally {
        await source.stop();
      }
    } finally {
      await worker.stop();
    }
  });
}

async function measure(stack: OwnStack, store: Store, worker: Worker, source: Worker): Promise<Paced> {
  const pids = { worker: worker.child.pid ?? 0, feeder: source.child.pid ?? 0 };
  const meter = new Meter({ ...pids, engine: stack.engine().pid, broker: stack.broker().pid });
  try {
    const start = meter.read();
    const rollups = keepRollups(store);
    const stored = watchStored(worker, storedMessages);
    const fed = await allFed(source);
    const sent = meter.read();
    await stored.reaches(fed.messages);
    const end = meter.read();
    await rollups.finish();
    await checkAccount(store, fed);
    const memory = meter.memory('worker', start.at, end.at);
    const run = runBetween({ fed, start, stored: end, end, memory });
    return { run, behindSeconds: secondsBetween(sent, end) };
  } finally {
    meter.stop();
  }
}

/** What a feeder sent. Resolves once the feeder has sent everything. */
async function allFed(source: Worker): Promise<Fed> {
  const told = new Promise<Fed>((resolve) =>
    source.child.once('message', (fed) => resolve(fedMessage.parse(fed))),
  );
  const gone = source.exited.then(({ code }) => {
    throw new Error(`the feeder ended by itself (exit code ${code}): ${source.errors()}`);
  });
  return Promise.race([told, gone]);
}
