import { describe, expect, it } from 'vitest';
import {
  bothOfAreas,
  differentAreas,
  differentExchanges,
  differentOrigids,
  differentReuse,
  mayBeSameCustomer,
  providerOf,
  sameCustomer,
  sameOrigid,
  sameOriginKey,
  sameProvider,
} from './linkable-origin.ts';
import {
  claimed,
  customerOf,
  ofArea,
  ofExchange,
  ofOrigid,
  ofReused,
  proven,
  segment,
} from './linkage.fixture.ts';

it('the provider is the proven one, else the claimed one', () => {
  expect([proven('a'), claimed('b'), segment({})].map(providerOf)).toEqual(['a', 'b', '']);
});

it('nobody is the same provider as nobody', () => {
  expect(sameProvider(proven('a'), claimed('a'))).toBe(true);
  expect(sameProvider(segment({}), segment({}))).toBe(false);
});

describe('one customer', () => {
  it('is known by its name, whatever part of its calls is looked at', () => {
    expect(sameCustomer(proven('a'), proven('a', ofArea(1_212)))).toBe(true);
    expect(sameCustomer(proven('a'), proven('a', customerOf('a', 'y')))).toBe(false);
    expect(sameCustomer(claimed('a'), claimed('a'))).toBe(false);
    expect(sameOriginKey(proven('a'), proven('a', ofArea(1_212)))).toBe(false);
    expect(sameOriginKey(proven('a'), proven('a'))).toBe(true);
  });

  it('may be behind the same provider, but for two that are named, and behind no transit', () => {
    expect(mayBeSameCustomer(proven('a'), claimed('a'))).toBe(true);
    expect(mayBeSameCustomer(proven('a'), proven('a', customerOf('a', 'y')))).toBe(false);
    expect(mayBeSameCustomer(claimed('a'), claimed('a', { mixed: true }))).toBe(false);
    expect(mayBeSameCustomer(claimed('a'), claimed('b'))).toBe(false);
  });
});

it('origids are the same or different only where both have one', () => {
  const [x, y, none] = [claimed('a', ofOrigid('x')), claimed('a', ofOrigid('y')), claimed('a')];
  expect([sameOrigid(x, x), sameOrigid(x, y), sameOrigid(none, none)]).toEqual([true, false, false]);
  expect([differentOrigids(x, y), differentOrigids(x, x), differentOrigids(x, none)]).toEqual([
    true,
    false,
    false,
  ]);
});

it.each([
  ['exchanges', differentExchanges, ofExchange(1_212_555), ofExchange(1_212_556)],
  ['areas', differentAreas, ofArea(1_212), ofArea(1_213)],
])('%s differ also where one has none', (_, differ, one, other) => {
  const [a, b, none] = [claimed('p', one), claimed('p', other), claimed('p')];
  expect([differ(a, a), differ(none, none), differ(a, b), differ(a, none)]).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

it('both are of areas where each has one of its own', () => {
  const [a, b, none] = [claimed('p', ofArea(1_212)), claimed('p', ofArea(1_213)), claimed('p')];
  expect([bothOfAreas(a, b), bothOfAreas(a, a), bothOfAreas(a, none)]).toEqual([true, false, false]);
});

it('numbers used again are apart from all others', () => {
  const [again, other] = [claimed('p', ofReused), claimed('p')];
  expect([differentReuse(again, other), differentReuse(again, again), differentReuse(other, other)]).toEqual([
    true,
    false,
    false,
  ]);
});

it('exchanges and use of busy numbers tell nothing: one caller may have numbers of many exchanges', () => {
  const number = { caller_class: 'number' } as const;
  const [one, other] = [ofExchange(1_212_555), ofReused].map((part) => claimed('p', { ...number, ...part }));
  if (one === undefined || other === undefined) throw new Error('two were made');
  expect([differentExchanges(one, other), differentReuse(one, other)]).toEqual([false, false]);
  const source = claimed('p');
  expect([differentExchanges(one, source), differentReuse(other, source)]).toEqual([true, true]);
});
