import { regions } from '@ringtrace/schemas/regions';
import { attestations } from '@ringtrace/schemas/tables/cdr';
import { expect, it } from 'vitest';
import { factNames, numbersOfLeg } from './leg.ts';

it('a leg has bits of its own for each fact and number, 64 at most', () => {
  let free = factNames.length;
  for (const { from, bits } of Object.values(numbersOfLeg)) {
    expect(from).toBeGreaterThanOrEqual(free);
    free = from + bits;
  }
  expect(free).toBeLessThanOrEqual(64);
});

it('each text of an enumeration has an index that fits its bits, and letters leave the greatest one for none', () => {
  expect(attestations.length).toBeLessThan(2 ** numbersOfLeg.attestation.bits);
  expect(regions.length).toBeLessThanOrEqual(2 ** numbersOfLeg.calling_region.bits);
});
