import { Troubles, troublesNow } from '@ringtrace/platform/troubles';
import { arrivals } from '@ringtrace/schemas/tables/cdr';
import { workerTroubles } from '@ringtrace/schemas/tables/workers';
import { waitIdle } from 'ringtrace/idle';
import { FailingForGood } from 'ringtrace/patience';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openStack, type Stack } from '../ingest/stack.ts';

const patient = { timeout: 120_000 };

let stack: Stack;
beforeAll(async () => {
  stack = await openStack();
});
afterAll(() => stack.stop());

it('a worker that starts again on its machine takes back what it told before, once it goes well', async () => {
  const { store } = stack;
  const before = new Troubles(store, 'detect');
  before.failed('rounds', 'UNKNOWN_TABLE');
  await vi.waitFor(
    async () =>
      expect(await store.query(troublesNow, {})).toMatchObject([
        { worker: 'detect', what: 'rounds', failures: 1 },
      ]),
    patient,
  );
  const again = new Troubles(store, 'detect');
  again.wentWell('rounds');
  await vi.waitFor(async () => expect(await store.query(troublesNow, {})).toEqual([]), patient);
});

it('nobody waits for ever for a worker that fails for good, on another machine too', async () => {
  const { store, kafka } = stack;
  const at = Date.now();
  await store.insertRows(arrivals, [{ carrier: 'north', minute: Math.floor(at / 60_000) * 60, cdrs: 1 }]);
  const since = at - 600_000;
  let looks = 0;
  /** As if a detect worker elsewhere failed once between any two looks. */
  const failAgain = async () => {
    looks += 1;
    const told = { worker: 'detect', host: 'elsewhere', what: 'rounds', reason: 'UNKNOWN_TABLE' };
    await store.insertRows(workerTroubles, [{ ...told, failures: looks, since, at: at + looks }]);
  };
  const waiting = waitIdle({ store, kafka, onLook: failAgain });
  await expect(waiting).rejects.toThrow(FailingForGood);
  await expect(waiting).rejects.toThrow(
    /waited in vain: detect on elsewhere: rounds failed \d+ times in a row/,
  );
  expect(looks).toBeGreaterThanOrEqual(5);
});
