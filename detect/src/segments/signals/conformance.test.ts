import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { describe, expect, it } from 'vitest';
import { signalInWords } from '../../candidates/signals-in-words.ts';
import { features } from '../../features/features.fixture.ts';
import type { Features } from '../../features/features.ts';
import { baselineOf } from '../baseline.ts';
import { excessOver, histogramOf, messageMode } from '../excess.ts';
import { signals } from './all.ts';
import type { Subject } from './signal.ts';

/** Nothing a signal says may outweigh all others. */
const mostLogOdds = 4;
const baseline = baselineOf([0, 2, 20, 61], [4_000, 300, 3_000, 2_200], { receiving: 0.5, calledBack: 0.03 });

function subject(more: Partial<Features> = {}): Subject {
  const own = { ...features, ...more };
  const excess = excessOver(histogramOf(...own.outcomes), own.short, baseline);
  return { features: own, excess, baseline, mode: messageMode(excess.histogram) };
}

const none = Object.fromEntries(
  Object.entries(features).flatMap(([name, value]) => (typeof value === 'number' ? [[name, 0]] : [])),
);
/** Of one source and of one number: nothing at all, everything at once, one call, a million. */
const shares = [
  'attested_a',
  'attested_b',
  'unproven',
  'foreign',
  'rmd_missing',
  'dno',
  'unusable',
  'neighbor',
] as const;
const all = (calls: number): Partial<Features> => ({
  calls,
  answered: calls,
  short: calls,
  called_numbers: calls,
  calling_numbers: calls,
  ...Object.fromEntries(shares.map((name) => [name, calls])),
  outcomes: [[1], [calls]],
});
const unanswered = (calls: number): Partial<Features> => ({
  ...all(calls),
  answered: 0,
  short: 0,
  outcomes: [[0], [calls]],
});
const extremes: readonly Partial<Features>[] = [
  { ...none, outcomes: [[], []] },
  ...[1, 30, 1_000_000].map(all),
  ...[1, 30, 1_000_000].map(unanswered),
];
const kinds: readonly Partial<Features>[] = [
  { kind: 'number', number: 12_025_550_100 },
  {
    kind: 'source',
    number: 0,
    place: 'customer',
    place_provider: 'a',
    place_customer: 'x',
    caller_class: 'unproven',
  },
  {
    kind: 'source',
    number: 0,
    place: 'claimed',
    place_provider: 'a',
    caller_class: 'attested',
    callers_called: true,
  },
];

const documented = readFileSync(join(projectRoot, 'docs', 'detection', 'rules.md'), 'utf8');

describe.each(signals.map((signal) => [signal.name, signal] as const))('signal %s', (name, signal) => {
  const readings = kinds.flatMap((kind) =>
    extremes
      .map((extreme) => signal.read(subject({ ...extreme, ...kind })))
      .filter((reading) => reading !== undefined),
  );

  it('says something finite, within bounds, of any subject', () => {
    for (const { value, baseline: usual, contribution } of readings) {
      expect([value, usual, contribution].every(Number.isFinite)).toBe(true);
      expect(Math.abs(contribution)).toBeLessThanOrEqual(mostLogOdds);
    }
  });

  it('says nothing against anybody where nothing is known', () => {
    for (const kind of kinds) {
      const reading = signal.read(subject({ ...none, ...kind, outcomes: [[], []] }));
      expect(reading?.contribution ?? 0).toBeLessThanOrEqual(0);
    }
  });

  it('depends on its subject alone, and leaves it as it is', () => {
    const given = subject();
    const before = structuredClone(given);
    expect(signal.read(given)).toEqual(signal.read(structuredClone(given)));
    expect(given).toEqual(before);
  });

  it('speaks for its side only', () => {
    for (const { contribution } of readings)
      if (signal.side === 'honest') expect(contribution).toBeLessThanOrEqual(0);
  });

  it('has a row in docs/detection/rules.md and words of its own', () => {
    expect(documented).toContain(name);
    const words = signalInWords({ name, side: signal.side, value: 0.5, baseline: 0.1, contribution: 1 });
    expect(words).not.toMatch(new RegExp(`^${name}`));
  });
});

it('no two signals share a name', () => {
  expect(new Set(signals.map(({ name }) => name)).size).toBe(signals.length);
});
