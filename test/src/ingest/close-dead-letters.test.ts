import {
  closableDeadLetters,
  closeDeadLetters,
  closedDeadLetters,
  reopenDeadLetters,
} from '@ringtrace/ingest/worker/close-dead-letters';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { deadLetters } from '@ringtrace/schemas/tables/feed';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { letter } from './feeds.ts';

let scratch: TestStore;
beforeAll(async () => {
  scratch = await openTestStore();
});
afterAll(() => scratch.close(), 60_000);

const statuses = defineQuery()({
  name: 'dead letters by their status',
  row: z.object({ carrier: z.string(), offset: z.number(), status: z.string() }),
  sql: 'SELECT carrier, offset, status FROM dead_letters FINAL ORDER BY carrier, offset',
});

it('closes those past retention, counts what it closed, and leaves what a replay sent meanwhile', async () => {
  const { store } = scratch;
  const replayed = letter('north', { offset: 2, reason: 'past_retention' });
  await store.insertRows(deadLetters, [
    letter('north', { offset: 1, reason: 'past_retention' }),
    replayed,
    letter('north', { offset: 3 }),
    letter('south', { offset: 1, reason: 'past_retention' }),
  ]);
  expect(await closableDeadLetters(store, 'north')).toEqual([{ carrier: 'north', letters: 2 }]);
  // A replay tells the store before the letters are read, and one more letter comes.
  const meanwhile: Store = {
    ...store,
    async command(...given) {
      await store.insertRows(deadLetters, [
        { ...replayed, status: 'replayed', ver: 255 },
        letter('north', { offset: 4, reason: 'past_retention' }),
        letter('north', { offset: 5, reason: 'past_retention' }),
      ]);
      await store.command(...given);
    },
  };
  expect(await closeDeadLetters(meanwhile, 'north')).toBe(3);
  // A replay that read a letter before it was closed.
  await store.insertRows(deadLetters, [
    letter('north', { offset: 4, reason: 'past_retention', status: 'replayed', ver: 255 }),
  ]);
  await store.insertRows(deadLetters, [{ ...replayed, status: 'closed', ver: 1 }]);
  expect(await store.query(statuses, {})).toEqual([
    { carrier: 'north', offset: 1, status: 'closed' },
    { carrier: 'north', offset: 2, status: 'replayed' },
    { carrier: 'north', offset: 3, status: 'open' },
    { carrier: 'north', offset: 4, status: 'replayed' },
    { carrier: 'north', offset: 5, status: 'closed' },
    { carrier: 'south', offset: 1, status: 'open' },
  ]);
  expect(await closeDeadLetters(store, 'south')).toBe(1);
  expect(await closeDeadLetters(store, 'south')).toBe(0);
});

it('opens closed ones again, as often as somebody changes their mind, and never one that was sent again', async () => {
  const { store } = scratch;
  const letters = [1, 2, 3].map((offset) => letter('west', { offset, reason: 'past_retention' }));
  await store.insertRows(deadLetters, letters);
  expect(await reopenDeadLetters(store, 'west')).toBe(0);
  for (const _ of [1, 2]) {
    expect(await closeDeadLetters(store, 'west')).toBe(3);
    expect(await closedDeadLetters(store, 'west')).toEqual([{ carrier: 'west', letters: 3 }]);
    expect(await reopenDeadLetters(store, 'west')).toBe(3);
    expect(await closableDeadLetters(store, 'west')).toEqual([{ carrier: 'west', letters: 3 }]);
  }
  const sent = letters.filter(({ offset }) => offset === 1);
  await store.insertRows(
    deadLetters,
    sent.map((one) => ({ ...one, status: 'replayed', ver: 255 })),
  );
  expect(await closeDeadLetters(store, 'west')).toBe(2);
  expect(await reopenDeadLetters(store, 'west')).toBe(2);
  expect(
    (await store.query(statuses, {})).filter(({ carrier }) => carrier === 'west').map(({ status }) => status),
  ).toEqual(['replayed', 'open', 'open']);
});
