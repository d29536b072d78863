import { minuteMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import {
  areCutOut,
  beginOrEndTogether,
  callsPerMs,
  gapMs,
  isCutBetween,
  longestGapMs,
  reachMs,
  runInTurn,
  sameSpan,
  sameTime,
  startAndStopTogether,
  takesOver,
} from './linkable-time.ts';
import { heardFor, segment } from './linkage.fixture.ts';

const span = (from: number, to: number, more: Parameters<typeof segment>[0] = {}) =>
  segment({ first_ms: from * minuteMs, last_ms: to * minuteMs, ...more });
const bothWays =
  <T>(rule: (a: ReturnType<typeof span>, b: ReturnType<typeof span>) => T) =>
  (a: ReturnType<typeof span>, b: ReturnType<typeof span>): T => {
    expect(rule(b, a)).toEqual(rule(a, b));
    return rule(a, b);
  };

it('a gap is the time between two, and below 0 where they overlap', () => {
  const gap = bothWays(gapMs);
  expect(gap(span(0, 10), span(25, 60))).toBe(15 * minuteMs);
  expect(gap(span(0, 30), span(25, 60))).toBe(-5 * minuteMs);
});

it('two run at the same time from an overlap of 30% of the shorter on', () => {
  const same = bothWays(sameTime);
  expect(same(span(0, 10), span(7, 60))).toBe(true);
  expect(same(span(0, 10), span(8, 60))).toBe(false);
});

describe('what goes on', () => {
  const goesOn = { goesOn: true };

  it('has no end at which another one begins', () => {
    const turn = bothWays(runInTurn);
    expect(turn(span(0, 30), span(31, 60))).toBe(true);
    expect(turn(span(0, 30, goesOn), span(31, 60))).toBe(false);
    expect(turn(span(0, 30), span(31, 60, goesOn))).toBe(true);
  });

  it('has no span that may be the same', () => {
    expect(sameSpan(span(0, 40), span(1, 41))).toBe(true);
    expect(sameSpan(span(0, 40, goesOn), span(1, 41))).toBe(false);
    expect(sameSpan(span(0, 40), span(20, 60))).toBe(false);
  });
});

it('two that fill the same hours have the same span, which tells nothing: steady calls of anybody do', () => {
  const same = bothWays(sameSpan);
  const tells = bothWays((a, b) => sameSpan(a, b) && !areCutOut(a, b));
  expect([same(span(0, 59), span(1, 60)), tells(span(0, 59), span(1, 60))]).toEqual([true, false]);
  expect([same(span(61, 180), span(60, 179)), tells(span(61, 180), span(60, 179))]).toEqual([true, false]);
  expect(tells(span(0, 47), span(1, 48))).toBe(true);
  expect(tells(span(13, 60), span(12, 59))).toBe(true);
});

it('two are started and stopped together where an end is seen', () => {
  const together = bothWays(startAndStopTogether);
  expect(together(span(13, 47), span(14, 48))).toBe(true);
  expect(together(span(13, 47), span(18, 47))).toBe(false);
  expect(together(span(0, 59), span(1, 60))).toBe(false);
  // Who calls each seven minutes begins some minutes after a full hour.
  const seldom = { behavior: heardFor(20, { calls: 8 }) };
  expect(together(span(6, 55, seldom), span(7, 56, seldom))).toBe(false);
  expect(together(span(6, 40, seldom), span(7, 41, seldom))).toBe(true);
});

it('an end at a full hour may be none', () => {
  const cut = bothWays(isCutBetween);
  expect(cut(span(10, 60), span(60, 100))).toBe(true);
  expect(cut(span(10, 30), span(31, 100))).toBe(false);
});

it('two begin or end together', () => {
  const together = bothWays(beginOrEndTogether);
  expect(together(span(0, 20), span(0, 60))).toBe(true);
  expect(together(span(20, 60), span(40, 60))).toBe(true);
  expect(together(span(0, 60), span(20, 40))).toBe(false);
});

it('the pace is that over a minute at least', () => {
  const at = (to: number) => callsPerMs(span(0, to, { behavior: heardFor(20, { calls: 120 }) }));
  expect(at(0)).toBe(120 / minuteMs);
  expect(at(2)).toBe(60 / minuteMs);
});

it('the slower the pace, the further an item reaches, as far as a campaign may pause', () => {
  const reach = (calls: number) => reachMs(span(0, 60, { behavior: heardFor(20, { calls }) }));
  expect(reach(1_000)).toBeLessThanOrEqual(reach(1));
  expect(reach(0.001)).toBe(longestGapMs);
});

describe('one takes over from another', () => {
  const over = bothWays(takesOver);
  const paced = (from: number, to: number, calls: number) =>
    span(from, to, { behavior: heardFor(20, { calls }) });

  it('where it goes on at about the same pace', () => {
    expect(over(paced(0, 30, 300), paced(31, 61, 300))).toBe(true);
    expect(over(paced(0, 30, 300), paced(31, 61, 30_000))).toBe(false);
  });

  it('not after a pause that is long at this pace, nor where both run at once', () => {
    expect(over(paced(0, 30, 30_000), paced(300, 330, 30_000))).toBe(false);
    expect(over(paced(0, 30, 300), paced(20, 50, 300))).toBe(false);
  });
});
