import type { Store } from '@ringtrace/platform/clickhouse';
import type { Worker } from '../../ingest/worker.ts';
import { checkAccount } from './account.ts';
import { withDatabase } from './database.ts';
import { forgetGroup, joined } from './group.ts';
import { Meter } from './meter.ts';
import { keepRollups } from './rollups.ts';
import { type Bench, type Run, runBetween } from './run.ts';
import { settled } from './settle.ts';

/** A process that reads the feed topics into the store. */
export interface Reader {
  /** Database names begin with it. */
  readonly name: string;
  readonly group: string;
  readonly start: (env: NodeJS.ProcessEnv) => Worker;
  /** How many messages it has stored, out of what it tells; undefined where it tells something else. */
  readonly messages: (told: unknown) => number | undefined;
}

/** Runs a reader on an empty database until everything is stored, every rollup built, every merge done. */
export async function runReader(bench: Bench, reader: Reader): Promise<Run> {
  const { stack, round } = bench;
  await forgetGroup(stack.kafka, reader.group);
  return withDatabase(stack, `${reader.name}_${round}`, async (store) => {
    const worker = reader.start({ CLICKHOUSE_DATABASE: store.database });
    try {
      return await measure(bench, store, worker, reader);
    } finally {
      await worker.stop();
    }
  });
}

async function measure({ stack, fed }: Bench, store: Store, worker: Worker, reader: Reader): Promise<Run> {
  const pid = worker.child.pid ?? 0;
  const meter = new Meter({ worker: pid, engine: stack.engine().pid, broker: stack.broker().pid });
  try {
    const all = storedAll(worker, reader, fed.messages);
    await Promise.race([joined(stack.kafka, reader.group), all]);
    const start = meter.read();
    const rollups = keepRollups(store);
    await all;
    const stored = meter.read();
    await rollups.finish();
    const { end, parts } = await settled(store, meter);
    await checkAccount(store, fed);
    return runBetween({
      fed,
      start,
      stored,
      end,
      parts,
      memory: meter.memory('worker', start.at, stored.at),
    });
  } finally {
    meter.stop();
  }
}

/** Resolves when a worker has stored and committed so many messages, throws when it ends before. */
async function storedAll(worker: Worker, { messages }: Reader, wanted: number): Promise<void> {
  const all = new Promise<void>((resolve) => {
    worker.child.on('message', (told) => {
      if ((messages(told) ?? 0) >= wanted) resolve();
    });
  });
  const gone = worker.exited.then(({ code }) => {
    throw new Error(`the worker ended by itself (exit code ${code}): ${worker.errors()}`);
  });
  await Promise.race([all, gone]);
}
