import { describe, expect, it } from 'vitest';
import { onlyPending, progressInWords } from './progress.ts';

describe('progressInWords', () => {
  const progress = { legs: 200_610, sent: 200_610, rows: 150_000, rate: 41.6, campaigns: 4, candidates: 0 };

  it('has pending candidates beside those that are open', () => {
    expect(progressInWords({ ...progress, pending: 4 })).toBe(
      '200,610 of 200,610 legs sent · 150,000 stored · 42 legs/s · 4 campaigns · 0 candidates, 4 pending',
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
