import { describe, expect, it } from 'vitest';
import { callFrom } from './call.ts';
import { asToOrigin, contradictionsOf, type Denies } from './contradictions.ts';
import { leg } from './leg.fixture.ts';

const callOf = (...told: readonly string[]) => callFrom(told.map((one, i) => leg(one, i * 150)));
const nobody = () => false;
const denying = (name: string) => (provider: string) => provider === name;

describe('contradictions of a call', () => {
  it('are none where all sides agree', () => {
    expect(contradictionsOf(callOf('a a b', 'b a c', 'c b c'), nobody)).toEqual([]);
  });

  it('are hand-overs that one side tells otherwise, with whom that side names instead', () => {
    const byUpper = contradictionsOf(callOf('a a b', 'b x b'), nobody);
    expect(byUpper).toEqual([
      { kind: 'hand-over', from: 'a', to: 'b', claimed_by: 'a', contradicted_by: 'b', instead: 'x' },
    ]);
    const byLower = contradictionsOf(callOf('a a x', 'b a b'), nobody);
    expect(byLower).toEqual([
      { kind: 'hand-over', from: 'a', to: 'b', claimed_by: 'b', contradicted_by: 'a', instead: 'x' },
    ]);
  });

  it('are providers that are named and have no such call, though their feed is complete', () => {
    const call = callOf('b x b');
    expect(contradictionsOf(call, denying('x'))).toEqual([
      { kind: 'no record', from: 'x', to: 'b', claimed_by: 'b', contradicted_by: 'x', instead: null },
    ]);
    expect(contradictionsOf(call, denying('b'))).toEqual([]);
  });
});

describe('a leg as it counts for the origin', () => {
  const upstreamOf = (told: readonly string[], at: number, denies: Denies = nobody) => {
    const call = callOf(...told);
    const one = call.forest.legs[at];
    if (one === undefined) throw new Error('no such leg');
    return asToOrigin(one, call, new Set(call.forest.legs.map(({ carrier }) => carrier)), denies).upstream;
  };

  it('keeps what it says, its own customer always', () => {
    expect(upstreamOf(['b x b'], 0)).toBe('x');
    expect(upstreamOf(['a a b', 'b a b'], 0, () => true)).toBe('a');
    expect(upstreamOf(['a a b', 'b - b'], 1)).toBe('');
  });

  it('names nobody in place of a provider that denies the call', () => {
    expect(upstreamOf(['b x b'], 0, denying('x'))).toBe('');
  });

  it('has the carrier that says to have handed the call over, whoever it names itself', () => {
    expect(upstreamOf(['a a b', 'b x b'], 1)).toBe('a');
  });
});
