import { describe, expect, it } from 'vitest';
import { callFrom } from './call.ts';
import { leg } from './leg.fixture.ts';
import type { Leg } from './leg.ts';
import { pathOf, pathOfCall } from './path.ts';

const providers = (legs: readonly Leg[]) => pathOf(legs).hops.map((hop) => hop.provider);

describe('path of a call', () => {
  it('follows the hand-overs, not the clocks', () => {
    const legs = [leg('c b c', -3_000), leg('a a b', 2_000), leg('b a c')];
    expect(providers(legs)).toEqual(['a', 'b', 'c']);
    expect(providers(legs.toReversed())).toEqual(['a', 'b', 'c']);
  });

  it("takes only the origin's own leg with its own customer as proof", () => {
    const path = pathOf([leg('b a c'), leg('c b c')]);
    expect(path).toMatchObject({
      origin_provider: '',
      claimed_origin: 'a',
      next_provider_to_ask: 'a',
      terminating_carrier: 'c',
    });
    expect(pathOf([leg('a a b'), leg('b a b')])).toMatchObject({ origin_provider: 'a', claimed_origin: '' });
  });

  it('claims no origin where the first carrier does not say who handed the call in', () => {
    const path = pathOf([leg('rural - -')]);
    expect(path).toMatchObject({ origin_provider: '', claimed_origin: '', next_provider_to_ask: 'rural' });
  });

  it('says of every hand-over who reports it', () => {
    const path = pathOf([leg('a a b'), leg('b a gap'), leg('d gap d')]);
    expect(path.hops).toEqual([
      { provider: 'a', role: 'origin', reported: true, handed_over: null },
      { provider: 'b', role: 'transit', reported: true, handed_over: 'both' },
      { provider: 'gap', role: 'transit', reported: false, handed_over: 'one' },
      { provider: 'd', role: 'terminating', reported: true, handed_over: 'one' },
    ]);
    expect(path.edges).toContainEqual({ from: 'gap', to: 'd', evidence: 'one', told_by: ['d'] });
  });

  it('joins pieces that silent providers tore apart, whoever is named in between', () => {
    const path = pathOf([leg('a a x'), leg('d y d', 400)]);
    expect(path.hops.map((hop) => [hop.provider, hop.handed_over])).toEqual([
      ['a', null],
      ['x', 'one'],
      ['y', 'inferred'],
      ['d', 'one'],
    ]);
    expect(path.origin_provider).toBe('a');
  });

  it('puts pieces in the order in which they hold the call, whatever their clocks say', () => {
    const [early, late] = [leg('b x y', 5_007, { hold_ms: 41_020 }), leg('d z w', 0, { hold_ms: 40_400 })];
    expect(pathOf([late, early])).toMatchObject({ claimed_origin: 'x', next_provider_to_ask: 'x' });
  });

  it('shows the route that was answered, and beside it those that failed or rang elsewhere', () => {
    const failed = { sip_code: 503, talk_ms: null };
    const legs = [
      leg('a a b'),
      leg('b a c', 100, failed),
      leg('c b -', 200, failed),
      leg('b a d', 900),
      leg('d b d', 1_000),
    ];
    const path = pathOf(legs);
    expect(path.hops.map((hop) => hop.provider)).toEqual(['a', 'b', 'd']);
    expect(path.other_routes).toEqual([['a', 'b', 'c']]);
    expect(path.contradictions).toEqual([]);
  });

  it('names the provider that took a call in from abroad', () => {
    const legs = [leg('gate overseas c', 0, { ingress_country: 'IN' }), leg('c gate c')];
    expect(pathOf(legs)).toMatchObject({ entry_provider: 'gate', claimed_origin: 'overseas' });
    expect(pathOf([leg('a a a', 0, { ingress_country: 'US' })]).entry_provider).toBe('');
    const silentGate = callFrom([leg('b gate b')]);
    const isForeign = (provider: string) => provider === 'overseas';
    expect(pathOfCall(silentGate, { isForeign }).entry_provider).toBe('');
    expect(pathOfCall(callFrom([leg('gate overseas c')]), { isForeign }).entry_provider).toBe('gate');
  });

  it('ends on a loop', () => {
    expect(providers([leg('a b b'), leg('b a a', 5)])).toEqual(['a', 'b', 'a']);
  });
});

describe('contradictions', () => {
  it('names both sides where one says to have handed the call over and the other names somebody else', () => {
    const path = pathOf([leg('a a b'), leg('b a c', 100), leg('c liar c', 200)]);
    expect(path.contradictions).toEqual([
      { kind: 'hand-over', from: 'b', to: 'c', claimed_by: 'b', contradicted_by: 'c', instead: 'liar' },
    ]);
    expect(path.hops.at(-1)).toMatchObject({ provider: 'c', handed_over: 'contradicted' });
    expect(path.origin_provider).toBe('a');
  });

  it('does not take the word of a carrier against complete records of the one it names', () => {
    const call = callFrom([leg('b framed c'), leg('c b c', 100)]);
    expect(pathOfCall(call)).toMatchObject({ claimed_origin: 'framed', next_provider_to_ask: 'framed' });
    const path = pathOfCall(call, { denies: (provider) => provider === 'framed' });
    expect(path).toMatchObject({ origin_provider: '', claimed_origin: '', next_provider_to_ask: 'b' });
    expect(path.contradictions).toEqual([
      {
        kind: 'no record',
        from: 'framed',
        to: 'b',
        claimed_by: 'b',
        contradicted_by: 'framed',
        instead: null,
      },
    ]);
  });
});
