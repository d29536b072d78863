import { describe, expect, it } from 'vitest';
import { type CarrierFeed, isHeld, type Picture } from './hold.ts';

const second = 1_000;
const minute = 60 * second;
const now = Date.UTC(2026, 2, 3, 18);
const longest = 10 * minute;

/** A candidate of calls that began an hour ago, pending for a minute. */
const candidate = { enoughAt: now - 60 * minute, pendingSince: now - minute };
/**
 * A busy carrier's feed: its newest batch came `came` ms ago, with a newest call `old` ms before. Without a `before`, all
 * came at once.
 */
const feed = (came: number, old: number, stored = came): CarrierFeed => ({
  receivedAt: now - came,
  storedAt: now - stored,
  newestCall: now - came - old,
  oldestCall: now - 365 * 24 * 60 * minute,
  newestCallBefore: 0,
  minutes: 5,
});
/** A feed whose calls come all the time and `late` ms late, and advanced by so much in five minutes. */
const lateFeed = (late: number, advance = 5 * minute): CarrierFeed => {
  const newest = feed(second, late - second);
  return { ...newest, newestCallBefore: newest.newestCall - advance };
};
const held = (feeds: readonly CarrierFeed[], more: Partial<Picture & typeof candidate> = {}) =>
  isHeld({ ...candidate, ...more }, { feeds, isAllJudged: true, ...more }, now, longest);

describe('a pending candidate', () => {
  it('is held by nothing where no carrier sends', () => {
    expect(held([])).toBe(false);
  });

  describe('is held by a live feed', () => {
    const newest = feed(minute, 30 * second).newestCall;

    it('until its newest call reaches the candidate’s time', () => {
      expect(held([feed(minute, 30 * second)], { enoughAt: newest + 1 })).toBe(true);
      expect(held([feed(minute, 30 * second)], { enoughAt: newest })).toBe(false);
    });

    it('while any one is behind, however far the others are', () => {
      const feeds = [feed(second, second), feed(3 * minute, 30 * second)];
      expect(held(feeds, { enoughAt: now - 2 * minute })).toBe(true);
      expect(held(feeds, { enoughAt: now - 4 * minute })).toBe(false);
    });

    it('of which a batch came within ten minutes: a silent one holds nobody up', () => {
      expect(held([feed(10 * minute, second)], { enoughAt: now })).toBe(true);
      expect(held([feed(10 * minute + 1, second)], { enoughAt: now })).toBe(false);
    });
  });

  describe('is held by a live feed of few batches', () => {
    const few = (came: number) => ({ ...feed(came, second), minutes: 4 });

    it('for two minutes after its newest one', () => {
      expect(held([few(2 * minute)], { enoughAt: now })).toBe(true);
      expect(held([few(2 * minute + 1)], { enoughAt: now })).toBe(false);
    });

    it('unless its calls have reached the candidate’s time', () => {
      expect(held([few(minute)], { enoughAt: few(minute).newestCall })).toBe(false);
    });
  });

  describe('is held by a feed that is late all the time', () => {
    const late = lateFeed(6 * minute);

    it('until its calls are two minutes past the candidate’s time', () => {
      expect(held([late], { enoughAt: late.newestCall - 2 * minute + 1 })).toBe(true);
      expect(held([late], { enoughAt: late.newestCall - 2 * minute })).toBe(false);
    });

    it('and that has passed the candidate’s time, where its calls come faster or slower than they were made', () => {
      for (const advance of [2.5 * minute, 10 * minute])
        expect(held([lateFeed(6 * minute, advance)])).toBe(false);
      for (const advance of [-minute, 0, 2.5 * minute - 1, 10 * minute + 1, 60 * minute])
        expect(held([lateFeed(6 * minute, advance)])).toBe(true);
    });
  });

  it('is not held by late calls that all began after its time', () => {
    const { enoughAt } = candidate;
    const late = feed(second, 6 * minute);
    expect(held([{ ...late, oldestCall: enoughAt - 1 }])).toBe(true);
    expect(held([{ ...late, oldestCall: enoughAt }])).toBe(false);
  });

  describe('is held by a feed of past calls', () => {
    it('whose calls were more than five minutes old when they came', () => {
      expect(held([feed(second, 5 * minute - second)])).toBe(false);
      expect(held([feed(second, 5 * minute)])).toBe(false);
      expect(held([feed(second, 5 * minute + 1)])).toBe(true);
    });

    it('until none came for 20 s, whatever the time of the calls', () => {
      for (const old of [20 * minute, 365 * 24 * 60 * minute]) {
        expect(held([feed(20 * second - 1, old)])).toBe(true);
        expect(held([feed(20 * second, old)])).toBe(false);
      }
    });

    it('that is stored later than it came', () => {
      const hour = 60 * minute;
      expect(held([feed(hour, hour, 19 * second)])).toBe(true);
      expect(held([feed(hour, hour, 20 * second)])).toBe(false);
      expect(held([feed(hour, second, 19 * second)])).toBe(true);
    });
  });

  it('is held while stored calls are not judged', () => {
    expect(held([], { isAllJudged: false })).toBe(true);
  });

  it('is held for a bounded time, by whatever', () => {
    const feeds = [feed(second, 60 * minute), feed(minute, second)];
    const since = (ms: number) => ({ isAllJudged: false, enoughAt: now, pendingSince: now - ms });
    expect(held(feeds, since(longest - 1))).toBe(true);
    expect(held(feeds, since(longest))).toBe(false);
  });

  it('is never held where it is to be opened at once', () => {
    const picture = { feeds: [feed(second, 60 * minute)], isAllJudged: false };
    expect(isHeld({ enoughAt: now, pendingSince: now }, picture, now, 0)).toBe(false);
  });
});
