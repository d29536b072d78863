import { describe, expect, it } from 'vitest';
import { onlyPending, progressInWords, replayedInWords } from './progress.ts';

describe('progressInWords', () => {
  const progress = { legs: 200_610, sent: 200_610, rows: 150_000, rate: 41.6, campaigns: 4, candidates: 0 };

  it('has pending candidates beside those that are open', () => {
    expect(progressInWords({ ...progress, pending: 4 })).toBe(
      '200,610 of 200,610 legs sent  ·  150,000 stored  ·  42 legs/s  ·  4 campaigns  ·  0 candidates, 4 pending',
    );
    expect(progressInWords({ ...progress, candidates: 4, pending: 0 })).toMatch(/ 4 candidates$/);
  });

  it('never has more legs stored than there are', () => {
    expect(progressInWords({ ...progress, rows: 212_563, pending: 0 })).toContain(' 200,610 stored ');
  });
});

describe('onlyPending', () => {
  const idle = { messages: 0, dirtyMinutes: 0, dirtyWindows: 0, unpublished: 0, pending: 4, troubles: [] };

  it.each([
    [{}, true],
    [{ unpublished: 4 }, true],
    [{ messages: 1 }, false],
    [{ dirtyMinutes: 1 }, false],
    [{ dirtyWindows: 1 }, false],
    [{ pending: 0 }, false],
  ])('with %j: %s', (also, is) => {
    expect(onlyPending({ ...idle, ...also })).toBe(is);
  });
});

describe('the end of a replay', () => {
  const outcome = { seconds: 30.2, legs: 200_610, refused: 0, horizon: Date.UTC(2026, 9, 30) };

  it('says how long it took', () => {
    expect(replayedInWords(outcome)).toBe('Stored and judged in 30.2 s.');
  });

  it('says how many legs were too old, and from which day on legs are taken', () => {
    const all = replayedInWords({ ...outcome, refused: 200_610 });
    expect(all).toContain('Nothing was stored');
    expect(all).toContain('200,610 of 200,610 legs were refused: they are of before 2026-10-30');
    const some = replayedInWords({ ...outcome, refused: 10 });
    expect(some).toContain('The rest was stored and judged');
    expect(some).toContain('10 of 200,610 legs were refused');
  });
});
