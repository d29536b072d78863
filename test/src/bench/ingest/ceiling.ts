import { readFile } from 'node:fs/promises';
import { rebuildRollups } from '@ringtrace/detect/rollups/rebuild';
import type { Store } from '@ringtrace/platform/clickhouse';
import { checkAccount } from './account.ts';
import { withDatabase } from './database.ts';
import { type FinishedRows, finishedRows } from './finished-rows.ts';
import { Meter } from './meter.ts';
import { type Bench, type Run, runBetween } from './run.ts';
import { settled } from './settle.ts';

/** Inserts that run at the same time. The engine writes each part in one thread. */
const lanes = 2;

/**
 * Inserts the finished rows of our own run from files in Native format, and builds the rollups once. No pipeline can
 * cost less.
 */
export async function ceiling(bench: Bench): Promise<Run> {
  const rows = finishedRows(bench.stack);
  return withDatabase(bench.stack, `ceiling_${bench.round}`, async (store) => {
    const meter = new Meter({ engine: bench.stack.engine().pid, client: process.pid });
    try {
      return await measure(store, rows, meter);
    } finally {
      meter.stop();
    }
  });
}

async function measure(store: Store, { blocks, arrivals, rows }: FinishedRows, meter: Meter): Promise<Run> {
  const start = meter.read();
  const waiting = blocks.values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const file of waiting) await store.insertNative('cdr_store', [await readFile(file)]);
    }),
  );
  await store.insertNative('arrivals', [await readFile(arrivals)]);
  const stored = meter.read();
  while ((await rebuildRollups(store)) > 0);
  const { end, parts } = await settled(store, meter);
  const fed = { cdrs: rows, bad: 0, messages: 0 };
  const answers = await checkAccount(store, fed);
  return runBetween({ fed, start, stored, end, parts, answers });
}
