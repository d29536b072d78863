import { oneShard, shardsOf } from '@ringtrace/cases/retention/shards';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { holdCase } from '@ringtrace/cases/work/cases';
import { traceCalls } from '@ringtrace/detect/trace/trace';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { periodsOf } from '@ringtrace/platform/retention-settings';
import { dayMs } from '@ringtrace/schemas/durations';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from '../detect/engine.ts';
import { caseOfFirst, counsel, nothingElse } from './case.ts';
import { deskOver, judgedDay, membersStored, readings, stored } from './dropped.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

const wholeCalls = defineQuery()({
  name: 'calls kept whole',
  row: z.object({ calling: z.number(), called: z.number(), time: z.number() }),
  sql: `SELECT calling_number AS calling, called_number AS called, toUnixTimestamp64Milli(call_time) AS time FROM kept_calls FINAL
    ORDER BY cityHash64(called_number), calling, time LIMIT 60`,
});
const legsOfCandidates = defineQuery()({
  name: 'legs kept for candidates',
  row: z.object({ legs: z.number(), stored: z.number() }),
  sql: `SELECT count() AS legs, countIf((carrier, start_time, call_id) IN (SELECT carrier, start_time, call_id FROM cdr_store)) AS stored
    FROM (SELECT DISTINCT carrier, start_time, call_id FROM kept_legs WHERE kept_for = 'candidate')`,
});
const segmentsLeft = defineQuery()({
  name: 'campaigns with segments',
  row: z.object({ segments: z.number() }),
  sql: 'SELECT uniqExact(segment_id) AS segments FROM segment_calls_store',
});
const traced = async (store: Store) => traceCalls(store, await store.query(wholeCalls, {}));

it('what a candidate cites stays, though its segments went and the day is looked at again for a case', async () => {
  const store = await engine.freshStore();
  await judgedDay(store);
  const desk = deskOver(store, {
    periods: periodsOf({ RINGTRACE_RETENTION_CDR_DAYS: 5, RINGTRACE_RETENTION_CAMPAIGN_DAYS: 5 }),
  });
  const { id } = await caseOfFirst(store, desk);
  const hold = (held: boolean) =>
    holdCase({ ...nothingElse, log: desk.log, now: () => desk.now }, counsel, { id }, held, undefined);
  hold(true);
  await desk.drop();
  const [segments] = await store.query(segmentsLeft, {});
  desk.now += 10 * dayMs;
  await desk.drop();
  expect((await store.query(segmentsLeft, {}))[0]?.segments).toBeLessThan(segments?.segments ?? 0);
  const before = { paths: await traced(store), readings: await readings(store) };
  const [kept] = await store.query(legsOfCandidates, {});
  expect(kept?.legs).toBeGreaterThan(100);
  expect(kept?.stored).toBe(kept?.legs);
  const all = (await stored(store)).length;

  hold(false);
  await desk.run();
  desk.now += 31 * dayMs;
  await desk.run();
  expect((await stored(store)).length).toBeLessThan(all);
  expect(await store.query(legsOfCandidates, {})).toEqual([kept]);
  expect({ paths: await traced(store), readings: await readings(store) }).toEqual(before);
});

it('a legal hold that is set while a day is copied keeps every member leg', async () => {
  const store = await engine.freshStore();
  await judgedDay(store);
  let atCopy = () => {};
  const watched: Store = {
    ...store,
    async command(sql, ...rest) {
      if (sql.includes('retention_scratch_') && sql.startsWith('CREATE')) atCopy();
      await store.command(sql, ...rest);
    },
  };
  const [shard] = oneShard(watched).all;
  if (shard === undefined) throw new Error('there is one shard');
  const desk = deskOver(store, { shards: shardsOf([shard]) });
  const { id, campaign_id } = await caseOfFirst(store, desk);
  atCopy = () => {
    atCopy = () => {};
    holdCase({ ...nothingElse, log: desk.log, now: () => desk.now }, counsel, { id }, true, undefined);
  };
  await desk.drop();
  const held = (await membersStored(store)).find((one) => one.campaign_id === campaign_id);
  expect(held?.members).toBeGreaterThan(100);
  expect(held?.stored).toBe(held?.members);
  await copyToStore(desk.log, store);
});

it.each(['list', 'records'] as const)(
  'the records of a case that keeps none any more go, though a process ended at the step of the %s',
  async (isStep) => {
    const store = await engine.freshStore();
    await judgedDay(store);
    let broken = false;
    const breaking: Store = {
      ...store,
      async run(statement, ...rest) {
        if (broken && isStep === 'list' && statement.name === 'keep cited legs') throw new Error('killed');
        await store.run(statement, ...rest);
      },
      async command(sql, ...rest) {
        if (broken && isStep === 'records' && sql.startsWith('ALTER TABLE cdr_store REPLACE'))
          throw new Error('killed');
        await store.command(sql, ...rest);
      },
    };
    const desk = deskOver(breaking);
    const { id } = await caseOfFirst(store, desk);
    const hold = (held: boolean) =>
      holdCase({ ...nothingElse, log: desk.log, now: () => desk.now }, counsel, { id }, held, undefined);
    hold(true);
    await desk.drop();
    const all = await stored(store);
    hold(false);
    broken = true;
    desk.now += 31 * dayMs;
    await expect(desk.drop()).rejects.toThrow('killed');
    expect(await stored(store)).toEqual(all);
    broken = false;
    await desk.run();
    expect((await stored(store)).length).toBeLessThan(all.length);
    const [kept] = await store.query(legsOfCandidates, {});
    expect(kept?.stored).toBe(kept?.legs);
  },
);
