import { describe, expect, it } from 'vitest';
import { clocksOf, unknownClocks } from './clocks.ts';
import { leg } from './leg.fixture.ts';
import type { Leg } from './leg.ts';
import { linkLegs } from './link.ts';

/** Each link as 'carrier before > carrier after: evidence', whatever the order of legs. */
function links(legs: readonly Leg[]): string[] {
  const told = (some: readonly Leg[]) =>
    [...linkLegs(some, unknownClocks).before.values()]
      .map(({ from, to, evidence }) => `${from.carrier} > ${to.carrier}: ${evidence}`)
      .sort();
  expect(told(legs.toReversed())).toEqual(told(legs));
  return told(legs);
}

describe('links between legs', () => {
  it('are told by both where each names the other', () => {
    expect(links([leg('a a b'), leg('b a c', 150), leg('c b c', 300)])).toEqual([
      'a > b: both',
      'b > c: both',
    ]);
  });

  it('are told by one where the other names nobody', () => {
    expect(links([leg('a a -'), leg('b a b', 150)])).toEqual(['a > b: one']);
    expect(links([leg('a a b'), leg('b - b', 150)])).toEqual(['a > b: one']);
  });

  it('lead over a silent provider that both name', () => {
    expect(links([leg('a a gap'), leg('c gap c', 300)])).toEqual(['a > c: silent']);
  });

  it('are contradicted where one names another provider than the leg that fits', () => {
    expect(links([leg('a a x'), leg('b a b', 150)])).toEqual(['a > b: contradicted']);
  });

  it('are no contradiction where a failed attempt went another way before', () => {
    expect(links([leg('a a x'), leg('b a b', 150, { sip_code: 503, talk_ms: null })])).toEqual([
      'a > b: one',
    ]);
  });

  it('only fit by time where a provider between does not report', () => {
    expect(links([leg('a a x'), leg('c y c', 400)])).toEqual(['a > c: inferred']);
  });

  it('are none where a carrier ends the call at its own subscriber, or begins it', () => {
    expect(links([leg('a a a'), leg('c y c', 400)])).toEqual([]);
    expect(links([leg('a a x'), leg('c c d', 400)])).toEqual([]);
  });

  it('are one for each redial, by time', () => {
    const forest = linkLegs(
      [leg('a a b'), leg('a a b', 4_000), leg('b a b', 4_150), leg('b a b', 150)],
      clocksOf([{ a: 'a', b: 'b', ms: 0, calls: 1 }]),
    );
    expect([...forest.before.values()].map(({ from, to }) => to.start_ms - from.start_ms)).toEqual([
      150, 150,
    ]);
  });
});
