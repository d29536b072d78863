import { randomUUID } from 'node:crypto';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { type WorkerTroubleRow, workerTroubles } from '@ringtrace/schemas/tables/workers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { fillOnce } from './prepared.ts';

const workers = defineQuery()({
  name: 'workers with troubles',
  row: z.object({ worker: z.string() }),
  sql: 'SELECT worker FROM worker_troubles ORDER BY worker',
});

let tests: readonly [TestStore, TestStore];
/** No other test asks for this. */
let name: string;
beforeEach(async () => {
  tests = await Promise.all([openTestStore(), openTestStore()]);
  name = `prepared_${randomUUID().replaceAll('-', '')}`;
});
afterEach(async () => {
  const [{ admin }] = tests;
  for (const database of [name, `${name}_begun`, `${name}_done`])
    await admin.command(`DROP DATABASE IF EXISTS ${database}`);
  for (const test of tests) await test.close();
});

const trouble = (worker: string): WorkerTroubleRow => ({
  worker,
  host: 'here',
  what: 'rounds',
  failures: 1,
  reason: 'a test',
  since: Date.now(),
  at: Date.now(),
});
const workersIn = async (store: Store) => (await store.query(workers, {})).map(({ worker }) => worker);

it('fills one of the stores that ask at once, and the others have its rows, each its own', async () => {
  const filled: Store[] = [];
  const fill = async (store: Store) => {
    filled.push(store);
    await store.insertRows(workerTroubles, [trouble('detect')]);
  };
  const [one, other] = [tests[0].store, tests[1].store];
  await Promise.all([fillOnce(name, one, fill), fillOnce(name, other, fill)]);
  expect(filled).toHaveLength(1);
  await one.insertRows(workerTroubles, [trouble('ingest')]);
  expect([await workersIn(one), await workersIn(other)]).toEqual([['detect', 'ingest'], ['detect']]);
});

it('lets the next one fill where the first failed', async () => {
  const [one, other] = [tests[0].store, tests[1].store];
  const fails = () => Promise.reject(new Error('no room'));
  await expect(fillOnce(name, one, fails)).rejects.toThrow('no room');
  await fillOnce(name, other, (store) => store.insertRows(workerTroubles, [trouble('detect')]));
  expect(await workersIn(other)).toEqual(['detect']);
});
