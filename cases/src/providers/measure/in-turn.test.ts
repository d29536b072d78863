import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { expect, it } from 'vitest';
import { measuringInTurn } from './in-turn.ts';

it('measures a day at a time, and looks again ten minutes after there was nothing left', async () => {
  const store = unreachableStore();
  const clock = { now: 1_000 };
  let dirty = 2;
  let looks = 0;
  const measure = async (_: unknown, { most = 0 } = {}) => {
    looks += 1;
    const measured = Math.min(dirty, most);
    dirty -= measured;
    return measured;
  };
  const turn = measuringInTurn(store, { now: () => clock.now, measure });
  for (let i = 0; i < 5; i += 1) await turn();
  expect([dirty, looks]).toEqual([0, 3]);
  dirty = 1;
  clock.now += 600_000;
  await turn();
  expect([dirty, looks]).toEqual([0, 4]);
  await store.close();
});
