import { ingestBacklog } from '@ringtrace/ingest/worker/backlog';
import { ingestGroup } from '@ringtrace/ingest/worker/group';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { withAdmin } from '@ringtrace/platform/kafka/admin';
import { pause } from '@ringtrace/platform/pause';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { batch, cdrs, send } from '../ingest/feeds.ts';
import { type OwnStack, startStack, until } from '../ingest/stack.ts';
import { type ServingWorker, startServing } from './serving.ts';

let stack: OwnStack;
const workers: ServingWorker[] = [];
const start = async (blockRows: number) => {
  const env = { RINGTRACE_BLOCK_ROWS: String(blockRows), RINGTRACE_BLOCK_MS: '200' };
  const worker = await startServing(stack, 'ingest', env);
  workers.push(worker);
  return worker;
};

beforeAll(async () => {
  stack = await startStack();
});

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  await stack.stop();
});

const stored = defineQuery()({
  name: 'rows and calls',
  sql: 'SELECT count() AS rows, uniqExact(call_id) AS ids, (SELECT count() FROM cdr) AS calls FROM cdr_store',
  row: z.object({ rows: z.number(), ids: z.number(), calls: z.number() }),
});
const rows = defineQuery()({
  name: 'rows',
  sql: 'SELECT count() AS rows FROM cdr_store',
  row: z.object({ rows: z.number() }),
});
const rowsNow = async () => (await stack.store.query(rows, {}))[0]?.rows ?? 0;

const members = async () => {
  const { groups } = await withAdmin(stack.kafka, (admin) => admin.describeGroups([ingestGroup]));
  return groups.map((one) => one.members.length);
};

const batchRows = 250;

/**
 * Sends batches one after the other until the returned function is called. That function returns how many were sent.
 */
function keepFeeding(): () => Promise<number> {
  let feeding = true;
  let batches = 0;
  const feeder = (async () => {
    while (feeding) {
      const some = Array.from({ length: 20 }, (_, i) =>
        batch(cdrs(`l${batches + i}`, batchRows), { source: `sw${i % 8}`, sequence: batches + i }),
      );
      await send(stack, 'load', ...some);
      batches += some.length;
      await pause(100);
    }
  })();
  return async () => {
    feeding = false;
    await feeder;
    return batches;
  };
}

it('a worker asked to leave under load stores and commits what it holds, and is out of its group at once', async () => {
  const endFeed = keepFeeding();
  const first = await start(1_000);
  await until('the first rows', rowsNow, (seen) => seen > 0);
  expect(await first.stop()).toBe(0);
  expect(await members()).toEqual([0]);
  const batches = await endFeed();
  const { lag } = await ingestBacklog(stack.kafka);
  expect(lag).toBeGreaterThan(0);
  // Everything stored is also committed. So the lag is exactly what is not stored yet.
  expect(await rowsNow()).toBe((batches - lag) * batchRows);

  const second = await start(100_000);
  await until(
    'an empty backlog',
    () => ingestBacklog(stack.kafka),
    (now) => now.lag === 0,
  );
  const total = batches * batchRows;
  expect(await stack.store.query(stored, {})).toEqual([{ rows: total, ids: total, calls: total }]);
  expect(await second.stop()).toBe(0);
});
