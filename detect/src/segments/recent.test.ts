import { minuteMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import { thresholds } from '../thresholds.ts';
import { notOver } from './recent.ts';

const waitMs = 1_000 * thresholds.callBackS;
/** 100 calls over 1,000 s, half of which are asked. */
const counts = { first_ms: 5_000_000, last_ms: 6_000_000, calls: 100, asked_calls: 50 };
const recentAt = (knownUntilMs: number | undefined) => {
  const { recent_calls, recent_asked_calls } = notOver(counts, knownUntilMs);
  return { recent_calls, recent_asked_calls };
};

describe('calls that may still be called back', () => {
  it('are all of them at first, and none once the last has waited', () => {
    expect(recentAt(6_000_000)).toEqual({ recent_calls: 100, recent_asked_calls: 50 });
    expect(recentAt(5_000_000 + waitMs)).toEqual({ recent_calls: 100, recent_asked_calls: 50 });
    expect(recentAt(6_000_000 + waitMs)).toEqual({ recent_calls: 0, recent_asked_calls: 0 });
    expect(recentAt(9_000_000 + waitMs)).toEqual({ recent_calls: 0, recent_asked_calls: 0 });
  });

  it('become fewer as time goes on', () => {
    expect(recentAt(5_200_000 + waitMs)).toEqual({ recent_calls: 80, recent_asked_calls: 40 });
    expect(recentAt(5_700_000 + waitMs)).toEqual({ recent_calls: 30, recent_asked_calls: 15 });
  });

  it('may be one call, or many at one moment', () => {
    const at = { ...counts, last_ms: counts.first_ms };
    expect(notOver(at, counts.first_ms + waitMs + 1).recent_calls).toBe(0);
    expect(notOver(at, counts.first_ms).recent_calls).toBe(100);
  });

  it('are none where nobody tells up to when traffic is known', () => {
    expect(recentAt(undefined)).toEqual({ recent_calls: 0, recent_asked_calls: 0 });
  });
});

describe('calls that may go on', () => {
  const goesOn = (knownUntilMs: number | undefined, calls = 100) =>
    notOver({ ...counts, calls }, knownUntilMs).goes_on;

  it('do so for some minutes after the last one', () => {
    expect(goesOn(6_000_000)).toBe(true);
    expect(goesOn(6_000_000 + minuteMs * thresholds.sameSpanMin)).toBe(true);
    expect(goesOn(6_000_001 + minuteMs * thresholds.sameSpanMin)).toBe(false);
  });

  it('do so for longer where they are slow', () => {
    expect(goesOn(6_000_000 + 600_000, 5)).toBe(true);
    expect(goesOn(6_000_001 + 600_000, 5)).toBe(false);
  });

  it('have ended where nobody tells up to when traffic is known', () => {
    expect(goesOn(undefined)).toBe(false);
  });
});
