import { seeded } from '@ringtrace/platform/seeded';
import { minuteMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import type { Member } from './cluster.ts';
import { comparisons } from './levels.ts';
import { claimed, heardFor } from './linkage.fixture.ts';
import { matchWeights } from './match-weights.ts';
import { sharedNumbers } from './shared-numbers.ts';
import { comparisonNames, mayReach, sumOfWeights } from './sum-of-weights.ts';

const at = (from: number, to: number, more: Partial<Member> = {}) =>
  claimed('p', { first_ms: from * minuteMs, last_ms: to * minuteMs, ...more });

describe('match weights', () => {
  it('add up, and a comparison with too few calls adds nothing', () => {
    const silent = { behavior: heardFor(20, { seconds: [], areas: new Map() }) };
    const [a, b] = [at(7, 47, silent), at(7, 47, silent)];
    expect(comparisons.message.of(a, b)).toBeUndefined();
    expect(comparisons.areas.of(a, b)).toBeUndefined();
    const zero = Object.fromEntries(comparisonNames.map((name) => [name, []]));
    const levels = { ...matchWeights.levels, ...zero, time: [5], message: [99] };
    expect(sumOfWeights(a, b, { prior: -2, levels })).toBe(3);
  });
});

describe('the bound of a weight', () => {
  it('is never below the weight, and mostly not far above', () => {
    const { pick, below, next } = seeded(7);
    const drawn = () => {
      const first = below(120);
      return at(first, first + 1 + below(90), {
        ...pick([{}, { calling_number: 1 + below(3) }, { caller_class: 'neighbor' as const }]),
        behavior: heardFor(pick([20, 21, 50]), {
          calls: 60 + below(200),
          answered: 20 + below(40),
          areas: new Map([[pick([1_212, 1_303]), 100 * next()]]),
          callers: [below(9), 10 + below(9)],
        }),
      });
    };
    let refused = 0;
    for (let turn = 0; turn < 2_000; turn += 1) {
      const [a, b] = [drawn(), drawn()];
      const weight = sumOfWeights(a, b);
      const shares = sharedNumbers(a.behavior, b.behavior) > 0;
      expect(mayReach(a, b, weight, shares)).toBe(true);
      if (!mayReach(a, b, weight + 4.3, shares)) refused += 1;
    }
    expect(refused).toBeGreaterThan(200);
  });
});
