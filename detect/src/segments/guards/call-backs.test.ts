import { describe, expect, it } from 'vitest';
import { features } from '../../features/features.fixture.ts';
import type { Features } from '../../features/features.ts';
import { baselineOf } from '../baseline.ts';
import { judgeSegment } from '../score.ts';
import {
  isCalledBack,
  isNeverCalledBack,
  isNobodyThere,
  mayBeCalledBack,
  wouldShowCallBacks,
} from './call-backs.ts';

const judged = (more: Partial<Features>, calledBack = 0.03) =>
  judgeSegment(
    { ...features, calls: 2_000, asked_calls: 2_000, ...more },
    baselineOf([0, 20, 61], [4_000, 3_000, 2_200], { receiving: 0.5, calledBack }),
  );
const recent = (calls: number) => ({ recent_calls: calls, recent_asked_calls: calls });

describe('call-backs', () => {
  it('are surely missing where an honest caller would have some, of calls that have waited', () => {
    expect(isNeverCalledBack(judged({}))).toBe(true);
    expect(isNeverCalledBack(judged({ asked_called_back: 20 }))).toBe(false);
    expect(isNeverCalledBack(judged(recent(1_900)))).toBe(false);
  });

  it('show somebody at the numbers from three on, where these are enough for the calls', () => {
    expect(isCalledBack(judged({ asked_called_back: 10 }))).toBe(true);
    expect(isCalledBack(judged({ asked_called_back: 9 }))).toBe(false);
    expect(isCalledBack(judged({ calls: 100, asked_calls: 100, asked_called_back: 2 }))).toBe(false);
    expect(isCalledBack(judged({ calls: 100, asked_calls: 100, asked_called_back: 3 }))).toBe(true);
    // Of callers that are called otherwise, too.
    expect(isCalledBack(judged({ asked_calls: 0, called_back: 10 }))).toBe(true);
  });

  it('may be those of a business, unless they surely are not', () => {
    expect(mayBeCalledBack(judged({}))).toBe(false);
    expect(mayBeCalledBack(judged({ called_back: 15 }))).toBe(true);
    expect(mayBeCalledBack(judged(recent(1_900)))).toBe(true);
    // Where the feeds show call-backs of nobody, those of this caller may be missing like all others.
    expect(mayBeCalledBack(judged({}, 0))).toBe(true);
  });

  it('would show once some hundreds of calls have waited, whatever the feeds show', () => {
    const shown = (calls: number) => wouldShowCallBacks(judged(recent(2_000 - calls), 0));
    expect([200, 220, 235, 400].map(shown)).toEqual([false, false, true, true]);
  });

  it('are of nobody where hardly one call in a thousand is called back, as far as feeds show call-backs', () => {
    const thousands = { calls: 4_000, asked_calls: 4_000 };
    expect(isNobodyThere(judged(thousands))).toBe(true);
    expect(isNobodyThere(judged({ ...thousands, asked_called_back: 2 }))).toBe(false);
    expect(isNobodyThere(judged(thousands, 0.005))).toBe(false);
  });
});
