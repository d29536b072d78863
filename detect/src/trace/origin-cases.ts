import type { HandOver } from './leg.ts';
import type { Origin } from './origin.ts';

/** A call and the origin that the rules give it. The rules in code and those in SQL are tested with the same cases. */
export interface OriginCase {
  readonly name: string;
  readonly legs: readonly HandOver[];
  readonly origin: Origin;
}

/** Legs as 'carrier upstream downstream', - = unknown. */
function call(name: string, legs: readonly string[], kind: Origin['kind'], provider: string): OriginCase {
  const told = (field: string | undefined) => (field === undefined || field === '-' ? '' : field);
  return {
    name,
    legs: legs.map((text) => {
      const [carrier, upstream, downstream] = text.split(' ');
      return { carrier: told(carrier), upstream: told(upstream), downstream: told(downstream) };
    }),
    origin: { kind, provider },
  };
}

export const originCases: readonly OriginCase[] = [
  call('its own customer', ['a a b', 'b a b'], 'proven', 'a'),
  call('whatever the clocks say', ['b a b', 'a a b'], 'proven', 'a'),
  call('named by others only', ['b a c', 'c b c'], 'claimed', 'a'),
  call('nobody tells', ['rural - -'], 'unknown', 'rural'),
  call('the last carrier does not tell', ['rural - -', 'b a rural'], 'claimed', 'a'),
  call('the first carrier does not tell', ['a - b', 'b a b'], 'unknown', 'a'),
  call('a gap behind the first carrier', ['a - gap', 'b gap b'], 'unknown', 'a'),
  call('a gap behind a proven origin', ['a a gap', 'c gap c'], 'proven', 'a'),
  call('another says it handed the call to who calls it its own', ['x x t', 'a z x'], 'claimed', 'z'),
  call('the same where that other does not tell', ['x x t', 'a - x'], 'unknown', 'a'),
  call('the same where that other shows its own customer', ['x x t', 'a a x'], 'proven', 'a'),
  call('two carriers say so of each other', ['a a x', 'x x a'], 'claimed', 'a'),
  call('a carrier that says both', ['x x t', 'x z t'], 'claimed', 'z'),
  call('a carrier whose first leg does not tell', ['x - t', 'x x t'], 'proven', 'x'),
  call('back to where it came from', ['o o t', 't o o', 'o t o'], 'proven', 'o'),
  call('a loop', ['a b b', 'b a a'], 'unknown', 'a'),
];
