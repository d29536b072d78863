import { type ScoreRow, scoreRow } from '@ringtrace/cases/providers/scorecard';
import { describe, expect, it } from 'vitest';
import { type shareNames, sharesOf, suspiciousShare } from './figures.ts';

const nothing: ScoreRow = scoreRow.parse({
  ...Object.fromEntries(Object.keys(scoreRow.shape).map((name) => [name, 0])),
  provider: 'p1',
  role: 'transit',
  measured_to: null,
});
const named = (row: Partial<ScoreRow>, name: (typeof shareNames)[number]) =>
  sharesOf({ ...nothing, ...row }).find((share) => share.name === name);

describe('shares of a card', () => {
  it('have their own denominators: what is open or did not arrive does not count', () => {
    const row = { requests: 10, waiting: 3, undelivered: 1, answered_in_time: 4, silent: 2 };
    expect(named(row, 'answered in time')).toMatchObject({ part: 4, whole: 6, share: 4 / 6 });
    expect(named(row, 'silent')).toMatchObject({ part: 2, whole: 6 });
    const signed = { signed_a: 100, signed_a_rightly: 6, signed_a_wrongly: 1, signed_a_elsewhere: 3 };
    expect(named(signed, "signed A for nobody's numbers")).toMatchObject({ part: 1, whole: 10, share: 0.1 });
    expect(named(signed, 'signed A for numbers that another provider holds')).toMatchObject({
      part: 3,
      whole: 10,
    });
  });

  it('are none where nothing was counted', () => {
    for (const share of sharesOf(nothing))
      expect(share).toMatchObject({ share: null, low: null, high: null });
  });

  it('are none for suspicious legs below 1,000 legs', () => {
    expect(suspiciousShare({ legs: 999, suspicious_legs: 900 }).share).toBeNull();
    const { share, low, high } = suspiciousShare({ legs: 400_000, suspicious_legs: 80 });
    expect(share).toBe(0.0002);
    expect(low).toBeLessThan(0.0002);
    expect(high).toBeGreaterThan(0.0002);
  });
});
