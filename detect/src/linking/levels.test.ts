import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { minuteMs } from '@ringtrace/schemas/durations';
import type { CallerClass } from '@ringtrace/schemas/segment-key';
import { describe, expect, it } from 'vitest';
import type { Member } from './cluster.ts';
import { comparisons } from './levels.ts';
import { claimed, heardFor } from './linkage.fixture.ts';
import { matchWeights } from './match-weights.ts';
import { comparisonNames } from './sum-of-weights.ts';

const at = (from: number, to: number, more: Partial<Member> = {}) =>
  claimed('p', { first_ms: from * minuteMs, last_ms: to * minuteMs, ...more });
const level = (name: keyof typeof comparisons, a: Member, b: Member) => {
  const index = comparisons[name].of(a, b);
  return index === undefined ? undefined : comparisons[name].levels[index];
};

describe('match weights', () => {
  it.each(comparisonNames)('of %s: one for each level, and less for what is less alike', (name) => {
    const weights: readonly number[] = matchWeights.levels[name];
    expect(weights).toHaveLength(comparisons[name].levels.length);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  });

  it('stand in rules.md as they are used', () => {
    const rules = readFileSync(join(projectRoot, 'docs/detection/rules.md'), 'utf8');
    const rows = comparisonNames.map((name) => {
      const cells = comparisons[name].levels.map((of, i) => `${of} ${matchWeights.levels[name][i] ?? ''}`);
      return `| \`${name}\` | ${cells.join('; ')} |`;
    });
    for (const row of rows) expect(rules).toContain(row);
    expect(rules).toContain(`The prior is ${matchWeights.prior}`);
  });
});

describe('comparison of time', () => {
  it.each([
    [7, 47, 8, 46, 'begin and end together'],
    [7, 47, 47, 90, 'one takes over from the other'],
    [7, 47, 9, 95, 'begin or end within 3 minutes'],
    [7, 47, 60, 95, 'in turn'],
    [7, 107, 20, 80, 'one within the other, by 80%'],
    [7, 59, 60, 95, 'cut at the full hour, or a gap below 66 minutes'],
    [7, 47, 112, 150, 'cut at the full hour, or a gap below 66 minutes'],
    [7, 47, 114, 150, 'a longer gap, or a small overlap'],
  ])('of %f to %f and %f to %f min', (a, b, c, d, of) => {
    expect(level('time', at(a, b), at(c, d))).toBe(of);
    expect(level('time', at(c, d), at(a, b))).toBe(of);
  });
});

describe('other comparisons', () => {
  const with_ = (more: Partial<Member>) => at(7, 47, more);

  it('of callers', () => {
    const of = (a: CallerClass, b: CallerClass, callers_called = false) =>
      level('callers', with_({ caller_class: a }), with_({ caller_class: b, callers_called }));
    expect(of('unproven', 'unproven', true)).toBe('same class');
    expect(of('unproven', 'attested')).toBe('same number pattern');
    expect(of('unproven', 'neighbor')).toBe('different patterns');
    expect(of('unproven', 'unusable')).toBe('only one with numbers nobody can have');
  });

  it('of numbers', () => {
    const of = (a: number, b: number) =>
      level('numbers', with_({ calling_number: a }), with_({ calling_number: b }));
    expect([of(1, 2), of(0, 0), of(1, 0)]).toEqual(comparisons.numbers.levels);
  });

  it('of the pace', () => {
    const of = (calls: number) => level('pace', with_({}), with_({ behavior: heardFor(20, { calls }) }));
    expect([180, 280, 590, 610].map(of)).toEqual(comparisons.pace.levels);
  });

  it('of the origin', () => {
    expect(level('origin', with_({}), with_({}))).toBe('same customer, origid or provider');
    expect(level('origin', with_({}), with_({ claimed_origin: 'q', place_provider: 'q' }))).toBe(
      'another one, or unknown',
    );
  });

  it('of shares: near or surely beyond', () => {
    const of = (name: 'answered' | 'short' | 'rung', more: object) => {
      const many = { calls: 10_000, answered: 5_000, short: 1_000, rung: 0 };
      return comparisons[name].of(
        with_({ behavior: heardFor(20, many) }),
        with_({ behavior: heardFor(20, { ...many, ...more }) }),
      );
    };
    expect(of('answered', {})).toBe(0);
    expect(of('answered', { answered: 6_100 })).toBe(1);
    expect(of('answered', { answered: 7_000 })).toBe(3);
    expect(of('short', { short: 1_100 })).toBe(0);
    expect(of('short', { short: 3_000 })).toBe(2);
    expect(of('rung', {})).toBe(0);
    expect(of('rung', { rung: 3_000 })).toBe(2);
  });
});
