import { describe, expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import type { Features } from '../features/features.ts';
import { callsAtSeveralOrigins } from './several-origins.ts';

/** `count` numbers, as hashes that lie evenly among all. */
const numbers = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5 + from) / count) * 2 ** 32));

describe('numbers that customers of several providers show one after the other', () => {
  const own = numbers(20);
  /** An hour of some calls that a provider proves to be a customer's. */
  const at = (hour: number, place_provider: string, more: Partial<Features> = {}): Features => ({
    ...features,
    kind: 'source',
    place: 'customer',
    place_provider,
    place_customer: `customer of ${place_provider}`,
    hour,
    calls: 200,
    calling_numbers: own.length,
    callers: own,
    ...more,
  });
  const several = (...parts: readonly Features[]) => {
    expect(callsAtSeveralOrigins(parts.toReversed())).toBe(callsAtSeveralOrigins(parts));
    return callsAtSeveralOrigins(parts);
  };

  it('are at several origins, though each hour shows one', () => {
    expect(several(at(0, 'a'), at(3_600, 'b'), at(7_200, 'c'))).toBe(600);
  });

  it('are not where a business has one provider, or two', () => {
    expect(several(at(0, 'a'), at(3_600, 'a'), at(7_200, 'a'))).toBe(0);
    expect(several(at(0, 'a'), at(3_600, 'b'), at(7_200, 'a'), at(7_200, 'b'))).toBe(0);
  });

  it('are not where a provider has few of the calls: called parties may have forwarded these', () => {
    const forwarded = { calls: 9, calling_numbers: 3, callers: own.slice(0, 3) };
    expect(several(at(0, 'a'), at(3_600, 'b', forwarded), at(7_200, 'c', forwarded))).toBe(0);
  });

  it('are not where each customer has few calls: a call center that is called back would be told by its other hours alone', () => {
    const few = { calls: 29 };
    expect(several(at(0, 'a', few), at(0, 'b', few), at(0, 'c', few), at(0, 'd', few))).toBe(0);
    const number = { kind: 'number', number: 12_025_550_100, callers: own.slice(0, 1), calls: 29 } as const;
    expect(several(at(0, 'a', number), at(3_600, 'b', number), at(7_200, 'c', number))).toBe(87);
  });

  it('are not where nobody proves the calls, nor where each customer shows numbers of its own', () => {
    const claimed = { place: 'claimed', place_customer: '' } as const;
    expect(several(at(0, 'a'), at(3_600, 'b', claimed), at(7_200, 'c', claimed))).toBe(0);
    const others = [{ callers: numbers(20, 0.2) }, { callers: numbers(20, 0.4) }];
    expect(several(at(0, 'a'), at(3_600, 'b', others[0]), at(7_200, 'c', others[1]))).toBe(0);
  });

  it('count as the hours alone say, where that is more', () => {
    expect(several(at(0, 'a', { several_origins: 150 }), at(0, 'b', { several_origins: 50 }))).toBe(200);
    expect(several(at(0, 'a', { several_origins: 150 }), at(3_600, 'b'), at(7_200, 'c'))).toBe(600);
  });
});
