import type { Store } from '@ringtrace/platform/clickhouse';
import type { Worker } from '../../ingest/worker.ts';
import { checkAccount } from './account.ts';
import { withDatabase } from './database.ts';
import { committedAll, forgetGroup, joined } from './group.ts';
import { Meter } from './meter.ts';
import { keepRollups } from './rollups.ts';
import { type Bench, type Run, runBetween } from './run.ts';
import { settled } from './settle.ts';
import { watchStored } from './watch-stored.ts';

/** A process that reads the feed topics into the store. */
export interface Reader {
  /** The beginning of its databases' names. */
  readonly name: string;
  readonly group: string;
  readonly start: (env: NodeJS.ProcessEnv) => Worker;
  /**
   * How many messages it has stored, by a message that it sent to its parent. Undefined where the message says
   * something else.
   */
  readonly messages: (told: unknown) => number | undefined;
  /** Work on the finished tables that is not measured. */
  readonly finished?: (store: Store) => Promise<void>;
}

/** Runs a reader on an empty database until everything is stored, every rollup is built and every merge is done. */
export async function runReader(bench: Bench, reader: Reader): Promise<Run> {
  const { stack, round } = bench;
  await forgetGroup(stack.kafka, reader.group);
  return withDatabase(stack, `${reader.name}_${round}`, async (store) => {
    const worker = reader.start({ CLICKHOUSE_DATABASE: store.database });
    try {
      const run = await measure(bench, store, worker, reader);
      await reader.finished?.(store);
      return run;
    } finally {
      await worker.stop();
    }
  });
}

async function measure({ stack, fed }: Bench, store: Store, worker: Worker, reader: Reader): Promise<Run> {
  const pid = worker.child.pid ?? 0;
  const meter = new Meter({ worker: pid, engine: stack.engine().pid, broker: stack.broker().pid });
  try {
    const stored = watchStored(worker, reader.messages);
    await joined(stack.kafka, reader.group);
    const start = meter.read();
    const rollups = keepRollups(store);
    await stored.reaches(fed.messages);
    await committedAll(stack.kafka, reader.group);
    const storedAt = meter.read();
    await rollups.finish();
    const { end, parts } = await settled(store, meter);
    const memory = meter.memory('worker', start.at, storedAt.at);
    const answers = await checkAccount(store, fed);
    return runBetween({ fed, start, stored: storedAt, end, parts, memory, answers });
  } finally {
    meter.stop();
  }
}
