import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import { lookAt } from '../builds/days.ts';
import { rollups } from './all.ts';
import { FillingBuckets } from './filling.ts';
import { rebuildRollups } from './rebuild.ts';

const look = lookAt([20260301]);
const names = rollups.map(({ name }) => `newest dirty buckets of ${name}`);
const built = rollups.map(({ name }) => `large dirty buckets of ${name}`);
const seen = (arrivals: number) => [{ carrier: 'a', arrivals }];
const [rollup] = rollups;
if (rollup === undefined) throw new Error('no rollup');

it('gives what was there at the look before: what has not grown since is not filling', async () => {
  const dirty = { now: seen(5) };
  const { store } = answeringStore({
    ...Object.fromEntries(names.map((name) => [name, () => dirty.now])),
    ...Object.fromEntries(built.map((name) => [name, []])),
  });
  const filling = new FillingBuckets();
  expect(await filling.look(store, rollup, look, 0)).toEqual({ seen: [], resting: [] });
  dirty.now = seen(6);
  expect(await filling.look(store, rollup, look, 1)).toEqual({ seen: seen(5), resting: [] });
  expect(await filling.look(store, rollup, look, 2)).toEqual({ seen: seen(6), resting: [] });
});

it("lets a carrier's bucket rest while few CDRs come for it late", async () => {
  const late = { arrived: 10_000 };
  const { store } = answeringStore({
    ...Object.fromEntries(names.map((name) => [name, seen(6)])),
    ...Object.fromEntries(
      built.map((name) => [
        name,
        () => [
          { carrier: 'a', start: 60, arrived: late.arrived, seen: 10_000 },
          { carrier: 'b', start: 60, arrived: 20_000, seen: 0 },
        ],
      ]),
    ),
  });
  const filling = new FillingBuckets();
  const restingAt = async (now: number) => (await filling.look(store, rollup, look, now))?.resting;
  expect(await restingAt(0)).toEqual([]);
  late.arrived = 10_100;
  expect(await restingAt(60_000)).toEqual([{ carrier: 'a', bucket: 60 }]);
  expect(await restingAt(120_000)).toEqual([]);
});

it('has nothing built where nothing is dirty', async () => {
  const { store, asked, written } = answeringStore(Object.fromEntries(names.map((name) => [name, []])));
  expect(await rebuildRollups(store, { look, filling: new FillingBuckets() })).toBe(0);
  expect(asked).toEqual(names);
  expect(written).toEqual([]);
});
