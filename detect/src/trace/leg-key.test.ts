import { expect, it } from 'vitest';
import { leg } from './leg.fixture.ts';
import { isSameLeg, legKeyOf, legName, listedLeg } from './leg-key.ts';

const one = leg('a a b', 150);
const { carrier, start_ms, call_id } = one;
const others = [
  { carrier: 'b', start_ms, call_id },
  { carrier, start_ms: start_ms + 1, call_id },
  { carrier, start_ms, call_id: `${call_id}2` },
];

it('is the same for two revisions of a leg, and for no other leg', () => {
  const revised = { ...one, sip_code: 503, called_number: 1 };
  expect(isSameLeg(one, revised)).toBe(true);
  expect(legName(one)).toBe(legName(revised));
  for (const other of others) {
    expect(isSameLeg(one, other)).toBe(false);
    expect(legName(one)).not.toBe(legName(other));
  }
});

it('holds nothing else of the leg, and goes to the store by the name of its column', () => {
  expect(legKeyOf(one)).toEqual({ carrier, start_ms, call_id });
  expect(listedLeg(one)).toEqual({ carrier, start_time: start_ms, call_id });
});
