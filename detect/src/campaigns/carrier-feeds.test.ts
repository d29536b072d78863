import { expect, it } from 'vitest';
import { CarrierFeeds } from './carrier-feeds.ts';

const batch = (carrier: string, offsets: number) => ({
  carrier,
  offsets,
  receivedAt: 1_000,
  newestCall: 500,
});
const storedAt = (feeds: CarrierFeeds, now: number, ...found: readonly ReturnType<typeof batch>[]) =>
  feeds.note(found, now).map((feed) => feed.storedAt);

it('a batch counts as stored when a look first finds it, however early the broker received it', () => {
  const feeds = new CarrierFeeds();
  expect(feeds.note([batch('a', 7)], 60_000)).toEqual([
    { receivedAt: 1_000, newestCall: 500, storedAt: 60_000 },
  ]);
  expect(storedAt(feeds, 70_000, batch('a', 7), batch('b', 1))).toEqual([60_000, 70_000]);
  expect(storedAt(feeds, 80_000, batch('a', 8), batch('b', 1))).toEqual([80_000, 70_000]);
});

it('a carrier that is not found for a while keeps its time', () => {
  const feeds = new CarrierFeeds();
  storedAt(feeds, 60_000, batch('a', 7));
  storedAt(feeds, 70_000);
  expect(storedAt(feeds, 80_000, batch('a', 7))).toEqual([60_000]);
});
