import { expect, it } from 'vitest';
import { CarrierFeeds, type NewestBatch } from './carrier-feeds.ts';

const figures = { receivedAt: 1_000, newestCall: 500, oldestCall: 400, newestCallBefore: 0, minutes: 1 };
/** A carrier's newest offset by partition. */
const batch = (carrier: string, newest: Readonly<Record<number, number>>): NewestBatch => ({
  carrier,
  partitions: Object.keys(newest).map(Number),
  offsets: Object.values(newest),
  ...figures,
});
const storedAt = (feeds: CarrierFeeds, now: number, ...found: readonly NewestBatch[]) =>
  feeds.note(found, now).map((feed) => feed.storedAt);

it('a batch counts as stored when a look first finds it, however early the broker received it', () => {
  const feeds = new CarrierFeeds();
  expect(feeds.note([batch('a', { 0: 7 })], 60_000)).toEqual([{ ...figures, storedAt: 60_000 }]);
  expect(storedAt(feeds, 70_000, batch('a', { 0: 7 }), batch('b', { 0: 1 }))).toEqual([60_000, 70_000]);
  expect(storedAt(feeds, 80_000, batch('a', { 0: 8 }), batch('b', { 0: 1 }))).toEqual([80_000, 70_000]);
});

it('a carrier that is not found for a while keeps its time', () => {
  const feeds = new CarrierFeeds();
  storedAt(feeds, 60_000, batch('a', { 0: 7 }));
  storedAt(feeds, 70_000);
  expect(storedAt(feeds, 80_000, batch('a', { 0: 7 }))).toEqual([60_000]);
});

it('a partition that is no longer looked at is no new batch, and hides none of another one', () => {
  const feeds = new CarrierFeeds();
  storedAt(feeds, 60_000, batch('a', { 0: 7, 3: 100 }));
  expect(storedAt(feeds, 70_000, batch('a', { 0: 7 }))).toEqual([60_000]);
  expect(storedAt(feeds, 80_000, batch('a', { 0: 8 }))).toEqual([80_000]);
  expect(storedAt(feeds, 90_000, batch('a', { 0: 8, 3: 100 }))).toEqual([80_000]);
});
