import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import { lookAt } from '../builds/days.ts';
import { rollups } from './all.ts';
import { FillingBuckets } from './filling.ts';
import { rebuildRollups } from './rebuild.ts';

const look = lookAt([20260301]);
const names = rollups.map(({ name }) => `newest dirty buckets of ${name}`);
const seen = (arrivals: number) => [{ carrier: 'a', arrivals }];

it('gives what was there at the look before: what has not grown since is not filling', async () => {
  const dirty = { now: seen(5) };
  const { store } = answeringStore(Object.fromEntries(names.map((name) => [name, () => dirty.now])));
  const [rollup] = rollups;
  if (rollup === undefined) throw new Error('no rollup');
  const filling = new FillingBuckets();
  expect(await filling.look(store, rollup, look)).toEqual([]);
  dirty.now = seen(6);
  expect(await filling.look(store, rollup, look)).toEqual(seen(5));
  expect(await filling.look(store, rollup, look)).toEqual(seen(6));
});

it('has nothing built where nothing is dirty', async () => {
  const { store, asked, written } = answeringStore(Object.fromEntries(names.map((name) => [name, []])));
  expect(await rebuildRollups(store, { look, filling: new FillingBuckets() })).toBe(0);
  expect(asked).toEqual(names);
  expect(written).toEqual([]);
});
