import { expect, it } from 'vitest';
import { distinctLegs } from './distinct.ts';
import { leg } from './leg.fixture.ts';
import type { Leg } from './leg.ts';

const first = leg('a a b', 10_000, { hold_ms: 30_000 });
const again = (more: Partial<Leg>) => ({ ...first, call_id: 'again', ...more });
const left = (more: Partial<Leg>) => distinctLegs([again(more), first]).length;

it('keeps the earlier of two records of one leg', () => {
  expect(distinctLegs([again({ start_ms: 11_000 }), first])).toEqual([first]);
  expect(left({ start_ms: 9_000, hold_ms: 31_000 })).toBe(1);
});

it.each([
  ['start too far apart', { start_ms: 11_001 }],
  ['last differently', { hold_ms: 31_001 }],
  ['are answered and not', { talk_ms: null }],
  ['end with another response', { sip_code: 486 }],
  ['go elsewhere', { downstream: 'c' }],
  ['come from elsewhere', { upstream: 'c' }],
  ['are of another caller', { calling_number: 12_025_550_101 }],
  ['are of another carrier', { carrier: 'c' }],
])('keeps both where they %s', (_, more) => {
  expect(left(more)).toBe(2);
});

it('takes a number with and without its prefix for the same', () => {
  expect(left({ calling_number: 2_025_550_100, called_number: 99_003_035_550_100 })).toBe(1);
});

it('gives legs in order of time, whatever their order was', () => {
  const legs = [leg('c b c', 300), leg('a a b', 0), leg('b a c', 150)];
  expect(distinctLegs(legs).map(({ carrier }) => carrier)).toEqual(['a', 'b', 'c']);
  expect(distinctLegs(legs.toReversed())).toEqual(distinctLegs(legs));
});
