import { describe, expect, it } from 'vitest';
import { legsOf } from './call.ts';
import { unknownClocks } from './clocks.ts';
import { leg } from './leg.fixture.ts';
import type { Leg } from './leg.ts';
import { selectCall } from './select.ts';

const ask = (time: number, legs: readonly Leg[], calling = 12_025_550_100) => {
  const request = { calling, called: 13_035_550_100, time };
  const { call, others } = selectCall(request, legs, unknownClocks);
  return { legs: call === undefined ? [] : legsOf(call), others: others.length };
};
const at = (found: { legs: readonly Leg[] }) => found.legs.map((leg) => leg.start_ms).sort((a, b) => a - b);

describe('the call that was asked for', () => {
  it('is not mixed with another one of the same numbers, however far the clocks are apart', () => {
    // b's clock is 9 s ahead; the second call follows 10 s after the first.
    const legs = [0, 10_000].flatMap((start) => [leg('a a b', start), leg('b a b', start + 9_000)]);
    expect(at(ask(0, legs))).toEqual([0, 9_000]);
    expect(at(ask(10_000, legs))).toEqual([10_000, 19_000]);
    expect(ask(0, legs).others).toBe(1);
  });

  it('is the nearest one, and none where none is near', () => {
    const legs = [leg('a a b', 0), leg('a a b', 200_000)];
    expect(at(ask(190_000, legs))).toEqual([200_000]);
    expect(ask(100_000, legs).legs).toEqual([]);
  });

  it('counts a leg written twice once', () => {
    const twice = { ...leg('a a b', 20), call_id: 'again' };
    expect(ask(0, [leg('a a b'), twice, leg('b a b', 100)])).toMatchObject({ legs: { length: 2 } });
  });

  it('is found under prefixes and without a country code', () => {
    const legs = [
      leg('a a b', 0, { calling_number: 2_025_550_100 }),
      leg('b a b', 100, { called_number: 99_003_035_550_100 }),
    ];
    expect(ask(0, legs).legs).toHaveLength(2);
  });

  it('is followed where the caller is withheld on the way', () => {
    const legs = [
      leg('a a b'),
      leg('b a c', 100, { calling_number: 0 }),
      leg('c b c', 200, { calling_number: 0 }),
    ];
    expect(ask(0, legs).legs).toHaveLength(3);
    expect(ask(200, legs, 0).legs).toHaveLength(3);
  });

  it('keeps withheld callers of one hotline apart', () => {
    const withheld = { calling_number: 0 };
    const legs = [
      ...[leg('a a t', 0, withheld), leg('t a h', 100, withheld), leg('h t h', 200, withheld)],
      ...[leg('x x y', 50, withheld), leg('y x h', 150, withheld), leg('h y h', 250, withheld)],
      leg('rural - -', 200, { calling_number: 0, talk_ms: 90_000 }),
    ];
    expect(ask(0, legs, 0).legs.map((leg) => leg.carrier)).toEqual(['a', 't', 'h']);
  });

  it('does not mix two callers of one number', () => {
    const other = { calling_number: 12_125_550_177 };
    const legs = [leg('a a b'), leg('b a b', 100), leg('x x b', 50, other), leg('b x b', 150, other)];
    expect(ask(0, legs).legs.map((leg) => leg.carrier)).toEqual(['a', 'b']);
  });
});
