import { ingestBacklog } from '@ringtrace/ingest/worker/backlog';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { batch, cdrs, send } from './feeds.ts';
import { type OwnStack, startStack, until } from './stack.ts';
import { startWorker, type Worker } from './worker.ts';

let stack: OwnStack;
const workers: Worker[] = [];
const start = (env: NodeJS.ProcessEnv = {}): Worker => {
  const worker = startWorker(stack, { RINGTRACE_BLOCK_ROWS: '3000', RINGTRACE_BLOCK_MS: '200', ...env });
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

const totals = defineQuery<{ carrier: string }>()({
  name: 'totals of a carrier',
  sql: `SELECT
      (SELECT count() FROM cdr WHERE carrier = {carrier: String}) AS calls,
      (SELECT uniqExact(call_id) FROM cdr_store WHERE carrier = {carrier: String}) AS ids,
      (SELECT sum(accepted) FROM batches FINAL WHERE carrier = {carrier: String}) AS accepted`,
  row: z.object({ calls: z.number(), ids: z.number(), accepted: z.number() }),
});
const totalsOf = async (carrier: string) => (await stack.store.query(totals, { carrier }))[0];

const settled = () =>
  until(
    'an empty backlog',
    () => ingestBacklog(stack.kafka),
    ({ lag, partitions }) => lag === 0 && partitions.length > 0,
  );

const feed = (prefix: string, batches: number) =>
  Array.from({ length: batches }, (_, i) =>
    batch(cdrs(`${prefix}${i}`, 1_000), { source: `sw${i % 8}`, sequence: i }),
  );

describe('nothing lost, nothing twice', () => {
  it('over kill -9 in the middle of the work, again and again', async () => {
    await send(stack, 'killed', ...feed('k', 60));
    let stored = 0;
    for (let round = 0; round < 2; round += 1) {
      const worker = start();
      const more = stored;
      stored = await until(
        'more rows',
        async () => (await totalsOf('killed'))?.ids ?? 0,
        (ids) => ids > more || ids === 60_000,
      );
      await worker.kill();
    }
    const last = start();
    await settled();
    expect(await totalsOf('killed')).toEqual({ calls: 60_000, ids: 60_000, accepted: 60_000 });
    expect(await last.stop()).toBe(0);
  });

  it('with two workers while topics appear and one leaves', async () => {
    const one = start();
    const two = start();
    await send(stack, 'shared', ...feed('s', 20));
    await settled();
    await Promise.all([send(stack, 'new1', ...feed('n', 20)), send(stack, 'new2', ...feed('m', 20))]);
    expect(await one.stop()).toBe(0);
    await send(stack, 'shared', ...feed('t', 20));
    await settled();
    expect((await totalsOf('shared'))?.calls).toBe(40_000);
    for (const carrier of ['new1', 'new2']) {
      expect(await totalsOf(carrier)).toEqual({ calls: 20_000, ids: 20_000, accepted: 20_000 });
    }
    expect(await two.stop()).toBe(0);
    expect(two.errors()).not.toMatch(/Warning/);
  });

  it('while ClickHouse is away and comes back', async () => {
    const worker = start();
    await send(stack, 'outage', ...feed('o', 5));
    await settled();
    await stack.engine().stop();
    await send(stack, 'outage', ...feed('p', 40));
    await until(
      'a failing insert',
      async () => worker.errors(),
      (text) => text.includes('the store refused the insert or does not answer'),
    );
    const { lag } = await ingestBacklog(stack.kafka);
    expect(lag).toBeGreaterThan(0);
    await stack.restartEngine();
    await settled();
    expect(await totalsOf('outage')).toEqual({ calls: 45_000, ids: 45_000, accepted: 45_000 });
    expect(await worker.stop()).toBe(0);
  });
});

describe('a broker that restarts', () => {
  it('is waited for', async () => {
    const worker = start();
    await send(stack, 'restart', ...feed('q', 5));
    await settled();
    await stack.restartBroker();
    await send(stack, 'restart', ...feed('r', 5));
    await settled();
    expect(await totalsOf('restart')).toEqual({ calls: 10_000, ids: 10_000, accepted: 10_000 });
    expect(await worker.stop()).toBe(0);
  });
});

describe('a worker', () => {
  it('ends with one line where its settings are wrong', async () => {
    const worker = start({ RINGTRACE_BLOCK_ROWS: 'many' });
    expect((await worker.exited).code).toBe(2);
    expect(worker.errors().trim().split('\n')).toHaveLength(1);
    expect(worker.errors()).toContain('RINGTRACE_BLOCK_ROWS');
  });

  it('leaves when the process that runs it is gone', async () => {
    const worker = start();
    await until(
      'its start',
      async () => worker.child.connected,
      (connected) => connected,
    );
    worker.child.disconnect();
    expect((await worker.exited).code).toBe(0);
  });
});
