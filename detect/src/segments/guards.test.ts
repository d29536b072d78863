import { describe, expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import { type Features, lastBin } from '../features/features.ts';
import { baselineOf } from './baseline.ts';
import { atMost, mayOpen } from './guards.ts';
import { judgeSegment } from './score.ts';

const bins = Array.from({ length: lastBin + 1 }, (_, bin) => bin);
const ordinary = baselineOf(
  bins,
  bins.map((bin) => (bin === 0 ? 4_000 : bin === lastBin ? 2_200 : 60)),
  { receiving: 0.5, calledBack: 0.03 },
);
/** 2,000 calls of a campaign's few numbers, with these counts. */
const opens = (more: Partial<Features>) =>
  mayOpen(
    judgeSegment(
      { ...features, calls: 2_000, asked_calls: 2_000, attested_b: 0, unproven: 0, ...more },
      ordinary,
    ),
  );

describe('evidence that a campaign needs against its caller', () => {
  it('is not its behavior: a survey behaves like one', () => {
    expect(opens({ asked_called_back: 20 })).toBe(false);
  });

  it('is not attestation alone, whatever it says', () => {
    for (const mark of ['unproven', 'attested_b', 'improper'] as const)
      expect([mark, opens({ [mark]: 2_000, asked_called_back: 20 })]).toEqual([mark, false]);
  });

  it('may be that nobody calls back, beside anything else, where nobody answers for the calls', () => {
    const few = { foreign: 300 };
    expect(opens({})).toBe(false);
    expect(opens(few)).toBe(true);
    expect(opens({ ...few, asked_called_back: 20 })).toBe(false);
    expect(opens({ ...few, attested_a: 700 })).toBe(true);
    expect(opens({ ...few, attested_a: 900 })).toBe(false);
    expect(opens({ ...few, improper: 900 })).toBe(false);
  });

  it('is not that nobody called back yet: that takes some hundreds of calls', () => {
    expect(opens({ foreign: 300, asked_calls: 250 })).toBe(false);
    expect(opens({ foreign: 300, asked_calls: 500 })).toBe(true);
  });

  it('is not attestation together with few call-backs: a survey with numbers of another provider has both', () => {
    for (const mark of ['unproven', 'attested_b'] as const)
      for (const asked_called_back of [0, 8])
        expect([mark, opens({ asked_called_back, [mark]: 2_000 })]).toEqual([mark, false]);
  });

  it('may be attestation that changes from call to call', () => {
    const changing = { number: 1, kind: 'number', unproven: 1_000, attested_b: 1_000 } as const;
    expect(opens(changing)).toBe(true);
    expect(opens({ ...changing, asked_called_back: 40 })).toBe(false);
  });

  it('is not attestation alone where the feeds show no call-backs at all', () => {
    const blind = { ...ordinary, calledBack: 0 };
    const counted = { ...features, calls: 2_000, asked_calls: 2_000, attested_b: 0 };
    for (const mark of ['unproven', 'improper'] as const)
      expect(mayOpen(judgeSegment({ ...counted, unproven: 0, [mark]: 2_000 }, blind))).toBe(false);
  });

  it('may be many numbers of one customer, unless they are called back', () => {
    const many = { place: 'customer', kind: 'source', calling_numbers: 1_500, improper: 2_000 } as const;
    expect(opens({ ...many, asked_called_back: 2 })).toBe(true);
    expect(opens({ ...many, asked_called_back: 10 })).toBe(false);
    expect(opens({ ...many, asked_called_back: 10, unheld: 2_000 })).toBe(true);
    // Of callers that others call too, behind a provider that names no customer.
    const ofMany = { ...many, place: 'claimed', asked_calls: 0, source_calls: 2_000 } as const;
    expect(opens({ ...ofMany, called_back: 9 })).toBe(true);
    expect(opens({ ...ofMany, called_back: 10 })).toBe(false);
  });

  it('may be a number at several origins, unless it is called back', () => {
    expect(opens({ several_origins: 2_000 })).toBe(true);
    expect(opens({ several_origins: 2_000, asked_called_back: 30 })).toBe(false);
  });

  it("may be a number that cannot be the caller's", () => {
    expect(opens({ dno: 2_000, asked_called_back: 20 })).toBe(true);
    expect(opens({ neighbor: 2_000, asked_called_back: 20 })).toBe(true);
  });
});

describe('upper bound of a rate', () => {
  // Exact bounds of a Poisson count, nine times in ten: half of chi-square's 90% point with 2 (n + 1) degrees.
  it.each([
    [0, Math.LN10],
    [1, 3.8897],
    [2, 5.3223],
    [10, 15.4066],
    [100, 114.07],
  ])('is that of %i seen', (seen, exact) => {
    expect(atMost(seen, 1) / exact).toBeGreaterThan(0.98);
    expect(atMost(seen, 1) / exact).toBeLessThan(1.02);
  });
});
