import { seeded } from '@ringtrace/platform/seeded';
import { minuteMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import { sampleCalls } from '../candidates/queries.ts';
import type { SegmentCalls } from '../candidates/segment-calls.ts';
import { thresholds } from '../thresholds.ts';
import { addUp } from './added-up.ts';

const at = Date.UTC(2026, 3, 7, 14);

interface Call {
  readonly key: string;
  readonly start: number;
  readonly legs: number;
}

/** What the store says of the calls of a segment. */
function segmentOf(segment_id: string, calls: readonly Call[]): SegmentCalls {
  return {
    segment_id,
    first_seen: Math.min(...calls.map(({ start }) => start)),
    last_seen: Math.max(...calls.map(({ start }) => start)),
    calls: calls.length,
    legs: calls.reduce((sum, { legs }) => sum + legs, 0),
    earliest: calls
      .map(({ start }) => start)
      .sort((a, b) => a - b)
      .slice(0, thresholds.campaignCalls),
    sample: calls
      .map(({ key }) => key)
      .sort()
      .slice(0, sampleCalls),
  };
}

const random = seeded(7);
const drawn = (count: number): Call[] =>
  Array.from({ length: count }, () => ({
    key: random
      .below(2 ** 48)
      .toString(16)
      .padStart(12, '0'),
    start: at + random.below(60 * minuteMs),
    legs: 1 + random.below(4),
  }));

describe('segments of a campaign', () => {
  it('add up to what its calls would in one segment', () => {
    const parts = [drawn(thresholds.campaignCalls), drawn(150), drawn(3)];
    const segments = parts.map((calls, i) => segmentOf(`s-${i}`, calls));
    const { sample, ...sums } = addUp(segments);
    const { sample: ofOne, ...one } = addUp([segmentOf('all', parts.flat())]);
    expect(sums).toEqual(one);
    expect(sample.map(({ call_key }) => call_key)).toEqual(ofOne.map(({ call_key }) => call_key));
    expect(sample).toHaveLength(sampleCalls);
    for (const { segment_id, call_key } of sample)
      expect(parts[Number(segment_id.slice(2))]?.some(({ key }) => key === call_key)).toBe(true);
  });

  it('have enough calls with the 200th that began, in whichever segment', () => {
    const calls = (count: number, minute: number) =>
      Array.from({ length: count }, (_, i) => ({
        key: `${minute} ${i}`,
        start: at + minute * minuteMs,
        legs: 1,
      }));
    const half = thresholds.campaignCalls / 2;
    const one = segmentOf('a', [...calls(half, 1), ...calls(1, 9)]);
    const other = segmentOf('b', [...calls(half - 1, 3), ...calls(1, 5)]);
    expect(addUp([one, other]).enoughAt).toBe(at + 5 * minuteMs);
    expect(addUp([one]).enoughAt).toBeUndefined();
  });
});
