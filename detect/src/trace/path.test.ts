import { describe, expect, it } from 'vitest';
import { type PathLeg, pathOf } from './path.ts';

const leg = (
  carrier: string,
  upstream: string,
  downstream: string,
  more: Partial<PathLeg> = {},
): PathLeg => ({
  carrier,
  upstream,
  downstream,
  start_ms: 0,
  ingress_country: '',
  ...more,
});
const providers = (legs: readonly PathLeg[]) => pathOf(legs).hops.map((hop) => hop.provider);

describe('path of a call', () => {
  it('follows the hand-overs, not the clocks', () => {
    const legs = [
      leg('c', 'b', 'c', { start_ms: -3_000 }),
      leg('a', 'a', 'b', { start_ms: 2_000 }),
      leg('b', 'a', 'c'),
    ];
    expect(providers(legs)).toEqual(['a', 'b', 'c']);
    expect(providers(legs.toReversed())).toEqual(['a', 'b', 'c']);
  });

  it("takes only the origin's own leg with its own customer as proof", () => {
    const path = pathOf([leg('b', 'a', 'c'), leg('c', 'b', 'c')]);
    expect(path).toMatchObject({
      origin_provider: '',
      claimed_origin: 'a',
      next_provider_to_ask: 'a',
      terminating_carrier: 'c',
    });
    expect(pathOf([leg('a', 'a', 'b'), leg('b', 'a', 'b')])).toMatchObject({
      origin_provider: 'a',
      claimed_origin: '',
      next_provider_to_ask: 'a',
    });
  });

  it('claims no origin where the first carrier does not say who handed the call in', () => {
    const path = pathOf([leg('rural', '', '')]);
    expect(path).toMatchObject({ origin_provider: '', claimed_origin: '', next_provider_to_ask: 'rural' });
  });

  it('bridges a provider that does not report', () => {
    const path = pathOf([leg('a', 'a', 'gap'), leg('c', 'gap', 'c')]);
    expect(path.hops).toEqual([
      { provider: 'a', role: 'origin', reported: true },
      { provider: 'gap', role: 'transit', reported: false },
      { provider: 'c', role: 'terminating', reported: true },
    ]);
  });

  it('names the provider that took a call in from abroad', () => {
    const legs = [leg('gate', 'overseas', 'c', { ingress_country: 'IN' }), leg('c', 'gate', 'c')];
    expect(pathOf(legs)).toMatchObject({ entry_provider: 'gate', claimed_origin: 'overseas' });
    expect(pathOf([leg('a', 'a', 'a', { ingress_country: 'US' })]).entry_provider).toBe('');
  });

  it('ends on a loop', () => {
    expect(providers([leg('a', 'b', 'b'), leg('b', 'a', 'a', { start_ms: 5 })])).toEqual(['a', 'b']);
  });
});
