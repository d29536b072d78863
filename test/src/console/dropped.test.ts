import { openLog } from '@ringtrace/cases/log/log';
import { wholeSince } from '@ringtrace/detect/trace/gone';
import type { Store } from '@ringtrace/platform/clickhouse';
import { retentionHorizons } from '@ringtrace/schemas/tables/retention';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from '../detect/engine.ts';
import { store as storeRows } from '../detect/feed.ts';
import { day, everyday, toLegs, world } from '../detect/traffic.ts';
import { askConsole } from './campaign-office.ts';

let engine: TestEngine;
let store: Store;
let ask: ReturnType<typeof askConsole>;
const log = openLog(':memory:');
/** All records of before it may be gone. */
const whole = day + 86_400_000;
const legs = toLegs(everyday(world(5), 20)).map(({ row }) => row);

beforeAll(async () => {
  engine = await openTestEngine();
  store = await engine.freshStore();
  await storeRows(store, legs);
  await store.insertRows(retentionHorizons, [
    { kind: 'cdr', horizon: whole / 1_000 + 86_400, whole_from: whole / 1_000, noted_at: whole },
  ]);
  ask = askConsole(store, log);
});
afterAll(async () => {
  log.close();
  await engine.stop();
});

const iso = (ms: number) => new Date(ms).toISOString();
const shown = z.looseObject({ dropped_before: z.union([z.string(), z.number(), z.null()]) });
const json = async (path: string) => shown.parse(await (await ask(path)).json());

it('a search that begins before the days that are whole says so, and another does not', async () => {
  const before = await json(`/calls?from=${iso(day)}&to=${iso(whole)}`);
  expect(before.dropped_before).toBe(iso(whole));
  const after = await json(`/calls?from=${iso(whole)}&to=${iso(whole + 1_000)}`);
  expect(after.dropped_before).toBeNull();
});

it('a kept call says that legs of it may be missing', async () => {
  const [leg] = legs;
  if (leg === undefined) throw new Error('the traffic has legs');
  const at = iso(Number(leg.start_time));
  const call = await json(`/calls/${leg.carrier}/${encodeURIComponent(leg.call_id)}?at=${at}`);
  expect(call.dropped_before).toBe(whole);
});

it('a leg that is not there may have been dropped, or withdrawn after that day', async () => {
  const message = async (at: number) => {
    const response = await ask(`/calls/north/none?at=${iso(at)}`);
    expect(response.status).toBe(404);
    return z.string().parse(JSON.stringify(await response.json()));
  };
  expect(await message(day)).toContain(`retention drops the records of before ${iso(whole).slice(0, 10)}`);
  expect(await message(whole)).toContain('may have been withdrawn');
});

it('the first whole day is told', async () => {
  expect(await wholeSince(store)).toBe(whole);
});
