import { replacePartition } from '@ringtrace/cases/retention/replace';
import { oneShard } from '@ringtrace/cases/retention/shards';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestEngine, type TestEngine } from '../detect/engine.ts';
import { store as storeRows } from '../detect/feed.ts';
import { everyday, toLegs, world } from '../detect/traffic.ts';
import { stored } from './dropped.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

const legs = toLegs(everyday(world(46), 40)).map(({ row }) => row);
const unanswered = legs.filter(({ answer_time }) => answer_time === null);
const answered = legs.filter(({ answer_time }) => answer_time !== null);

it.each([
  ['unanswered', unanswered],
  ['answered', answered],
])('drops nothing where %s legs that are to be kept came in after the copy', async (_, late) => {
  expect(late.length).toBeGreaterThan(1);
  const [first] = late;
  const store = await engine.freshStore();
  const [shard] = oneShard(store).all;
  if (shard === undefined || first === undefined) throw new Error('there are a shard and a leg');
  await storeRows(store, [first]);
  const partition = Number(new Date(first.start_time).toISOString().slice(0, 10).replaceAll('-', ''));
  const keep = { condition: 'call_id IN (SELECT value FROM kept)', kept: late.map(({ call_id }) => call_id) };
  const plan = await replacePartition(shard, cdrStore, partition, keep);
  await storeRows(store, late.slice(1));
  const all = await stored(store);
  await expect(plan.replace()).rejects.toThrow('are to be kept and were not copied: nothing was dropped');
  await plan.discard();
  expect(await stored(store)).toEqual(all);
});
